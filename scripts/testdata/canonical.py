"""Canonical XML 1.0 and Exclusive Canonicalization, written from the recommendations over the tree of minidom."""

from collections.abc import Container, Iterable
from xml.dom import Node, minidom

XML = "http://www.w3.org/XML/1998/namespace"
_XMLNS = "xmlns"
INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
INCLUSIVE_11 = "http://www.w3.org/2006/12/xml-c14n11"

Element = minidom.Element
Scope = dict[str, str]


def parse(text: str | bytes) -> minidom.Document:
    """Parses a document."""
    return minidom.parseString(text.encode() if isinstance(text, str) else text)


def elements(node: minidom.Node) -> Iterable[Element]:
    """Every element inside, in document order."""
    for child in node.childNodes:
        if child.nodeType == Node.ELEMENT_NODE:
            yield child
            yield from elements(child)


def by_id(document: minidom.Document, identifier: str) -> Element:
    """The element of an identifier."""
    for element in elements(document):
        if any(element.getAttribute(name) == identifier for name in ("Id", "ID", "id", "wsu:Id", "xml:id")):
            return element
    raise KeyError(identifier)


def canonical(
    node: minidom.Node,
    method: str = INCLUSIVE,
    *,
    comments: bool = False,
    without: Container[minidom.Node] = (),
    prefixes: Iterable[str] = (),
) -> bytes:
    """The canonical form of a document or an element, less the elements in `without` and what is in them."""
    return _Writer(method == EXCLUSIVE, comments, without, set(prefixes)).node(node).encode()


class _Writer:
    def __init__(self, exclusive: bool, comments: bool, without: Container[minidom.Node], prefixes: set[str]) -> None:
        self.exclusive, self.comments, self.without, self.prefixes = exclusive, comments, without, prefixes

    def node(self, node: minidom.Node) -> str:
        if node.nodeType == Node.DOCUMENT_NODE:
            return self._document(node)
        return self._element(node, {}, _scope_around(node), apex=True)

    def _document(self, document: minidom.Node) -> str:
        """Section 2.3: a line feed between the document element and what is around it."""
        parts, is_after = [], False
        for child in document.childNodes:
            if child.nodeType == Node.ELEMENT_NODE:
                parts.append(self._element(child, {}, {}, apex=False))
                is_after = True
                continue
            text = self._other(child)
            if text:
                parts.append("\n" + text if is_after else text + "\n")
        return "".join(parts)

    def _other(self, node: minidom.Node) -> str:
        if node.nodeType == Node.COMMENT_NODE:
            return f"<!--{node.data}-->" if self.comments else ""
        if node.nodeType == Node.PROCESSING_INSTRUCTION_NODE:
            return f"<?{node.target}{' ' + node.data if node.data else ''}?>"
        return ""

    def _element(self, element: Element, rendered: Scope, scope: Scope, *, apex: bool) -> str:
        if element in self.without:
            return ""
        scope = {**scope, **_declared(element)}
        plain = [a for a in _attributes(element) if not _is_declaration(a)]
        if apex and not self.exclusive:
            own = {a.name for a in plain}
            plain += [a for a in _inherited(element) if a.name not in own]
        shown = self._namespaces(element, plain, scope)
        new = {prefix: uri for prefix, uri in shown.items() if rendered.get(prefix, "") != uri}
        declarations = "".join(
            f' {_XMLNS}{":" + prefix if prefix else ""}="{_attribute(uri)}"' for prefix, uri in sorted(new.items())
        )
        ordered = sorted(plain, key=lambda a: (scope.get(a.prefix, XML) if a.prefix else "", a.localName))
        attributes = "".join(f' {a.name}="{_attribute(a.value)}"' for a in ordered)
        inside = "".join(self._child(child, {**rendered, **new}, scope) for child in element.childNodes)
        return f"<{element.tagName}{declarations}{attributes}>{inside}</{element.tagName}>"

    def _child(self, child: minidom.Node, rendered: Scope, scope: Scope) -> str:
        if child.nodeType == Node.ELEMENT_NODE:
            return self._element(child, rendered, scope, apex=False)
        if child.nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
            return _text(child.data)
        return self._other(child)

    def _namespaces(self, element: Element, attributes: list[minidom.Attr], scope: Scope) -> Scope:
        """The declarations the form wants here: all in scope, or those that are visibly used."""
        if not self.exclusive:
            wanted = set(scope) | {""}
        else:
            wanted = {element.prefix or ""} | {a.prefix for a in attributes if a.prefix and a.prefix != "xml"}
            wanted |= {("" if p == "#default" else p) for p in self.prefixes} & set(scope)
        return {prefix: scope.get(prefix, "") for prefix in wanted if prefix in scope or prefix == ""}


def _attributes(element: Element) -> list[minidom.Attr]:
    return [element.attributes.item(index) for index in range(element.attributes.length)]


def _is_declaration(attribute: minidom.Attr) -> bool:
    return attribute.name == _XMLNS or attribute.prefix == _XMLNS


def _declared(element: Element) -> Scope:
    return {
        "" if a.name == _XMLNS else a.localName: a.value for a in _attributes(element) if _is_declaration(a)
    }


def _ancestors(node: minidom.Node) -> list[Element]:
    found, parent = [], node.parentNode
    while parent is not None and parent.nodeType == Node.ELEMENT_NODE:
        found.append(parent)
        parent = parent.parentNode
    return found


def _scope_around(node: minidom.Node) -> Scope:
    scope: Scope = {}
    for ancestor in reversed(_ancestors(node)):
        scope.update(_declared(ancestor))
    return scope


def _inherited(element: Element) -> list[minidom.Attr]:
    """Attributes of the xml namespace of elements around (section 2.4)."""
    found: dict[str, minidom.Attr] = {}
    for ancestor in _ancestors(element):
        for attribute in _attributes(ancestor):
            if attribute.prefix == "xml":
                found.setdefault(attribute.name, attribute)
    return list(found.values())


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#xD;")


def _attribute(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return escaped.replace("\t", "&#x9;").replace("\n", "&#xA;").replace("\r", "&#xD;")
