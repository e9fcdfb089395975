#pragma once
#include <dlfcn.h>
#include <libxml/xmlversion.h>
/* ICU's types would come in a second time beside those of Foundation's own ICU, and differ. Nothing here needs them. */
#undef LIBXML_ICU_ENABLED
#include <libxml/SAX2.h>
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdbool.h>
#include <stddef.h>

/* libxml2's functions as a table of pointers, filled when the first XML is read. The library brings ICU and libstdc++ with
   it: loading them takes a third of a cold start that reads no XML. Swift has no __typeof__, and so could only repeat the
   functions' types; here the compiler takes them from libxml2's own headers. */
#define SANDYQ_XML_FUNCTIONS(each) \
    each(valuePush) each(xmlC14NExecute) each(xmlCopyNamespace) each(xmlCtxtGetLastError) each(xmlCtxtReadMemory)      \
    each(xmlDocGetRootElement) each(xmlFreeDoc) each(xmlFreeNs) each(xmlFreeParserCtxt) each(xmlGetNsList)             \
    each(xmlIsBlankNode) each(xmlNewDoc) each(xmlNewParserCtxt) each(xmlNodeGetContent) each(xmlNodeListGetString)     \
    each(xmlOutputBufferClose) each(xmlOutputBufferCreateIO) each(xmlSAX2StartElementNs) each(xmlSearchNs)             \
    each(xmlSetStructuredErrorFunc) each(xmlStopParser) each(xmlStrEqual) each(xmlStrdup) each(xmlStrlen)              \
    each(xmlXPathCompiledEval) each(xmlXPathCompiledEvalToBoolean) each(xmlXPathCtxtCompile)                           \
    each(xmlXPathFreeCompExpr) each(xmlXPathFreeContext) each(xmlXPathFreeObject) each(xmlXPathNewContext)             \
    each(xmlXPathNewNodeSet) each(xmlXPathRegisterFunc) each(xmlXPathRegisterNs)

struct sandyq_libxml {
#define SANDYQ_FIELD(name) __typeof__(&name) name;
    SANDYQ_XML_FUNCTIONS(SANDYQ_FIELD)
#undef SANDYQ_FIELD
    /* xmlFree is a variable that holds a function. */
    xmlFreeFunc free;
};

/* False when the library is not there or lacks one of the functions. */
static inline bool sandyq_libxml_load(struct sandyq_libxml *table, const char *library) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) return false;
#define SANDYQ_LOAD(name) \
    table->name = (__typeof__(&name))dlsym(handle, #name); \
    if (table->name == NULL) return false;
    SANDYQ_XML_FUNCTIONS(SANDYQ_LOAD)
#undef SANDYQ_LOAD
    xmlFreeFunc *release = (xmlFreeFunc *)dlsym(handle, "xmlFree");
    if (release == NULL) return false;
    table->free = *release;
    return true;
}
