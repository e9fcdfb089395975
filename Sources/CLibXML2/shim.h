#pragma once
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

/* A variable that holds a function: Swift takes it for shared mutable state. */
static inline void sandyq_xml_free(void *_Nullable memory) { xmlFree(memory); }
