/* libxml2 behind one door. Documents are read by its SAX interface straight into the caller's arena, so
 * that its own memory (malloc, which cannot be replaced without a global hook) is only parser room. Its
 * messages may quote what stands in a document; ours never do: words are chosen by error number. */
#include "base/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <limits.h>
#include <string.h>

#include "base/os.h"

#define MAX_DEPTH 64

#if LIBXML_VERSION >= 21200
typedef const xmlError *told;
#else
typedef xmlErrorPtr told;
#endif

struct piece { /* character data comes in pieces */
    struct sbill_text text;
    struct piece *next;
};

struct open_element {
    struct sbill_xml *e, *last; /* last child so far */
    struct piece *pieces, **end;
    size_t bytes;
};

struct build {
    struct sbill_arena *arena;
    struct sbill_place at;
    sbill_error **err;
    xmlParserCtxtPtr parser;
    struct sbill_xml *root;
    size_t depth;
    int32_t status;
    struct open_element open[MAX_DEPTH];
};

static struct sbill_once once;

void sbill_xml_start(void)
{
    sbill_once(&once, xmlInitParser);
}

/* ---- What went wrong, in words that quote nothing ---- */

static const struct {
    int code;
    const char *words;
} problems[] = {
    {XML_ERR_DOCUMENT_EMPTY, "the document is empty"},
    {XML_ERR_DOCUMENT_END, "something stands after the end of the document"},
    {XML_ERR_TAG_NAME_MISMATCH, "the end tag does not match the start tag"},
    {XML_ERR_TAG_NOT_FINISHED, "an element is not closed"},
    {XML_ERR_GT_REQUIRED, "a tag is not closed with >"},
    {XML_ERR_LT_REQUIRED, "< expected"},
    {XML_ERR_LTSLASH_REQUIRED, "an end tag is expected"},
    {XML_ERR_NAME_REQUIRED, "a name is expected"},
    {XML_ERR_INVALID_CHAR, "a character that XML does not allow"},
    {XML_ERR_INVALID_CHARREF, "a character reference that XML does not allow"},
    {XML_ERR_INVALID_ENCODING, "bytes that are not valid in the document's encoding"},
    {XML_ERR_UNSUPPORTED_ENCODING, "an encoding that is not supported"},
    {XML_ERR_UNKNOWN_ENCODING, "an encoding that is not known"},
    {XML_ERR_UNDECLARED_ENTITY, "an entity other than lt, gt, amp, quot and apos"},
    {XML_WAR_UNDECLARED_ENTITY, "an entity other than lt, gt, amp, quot and apos"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, "& must be written &amp;"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, "an attribute's value must stand in quotes"},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, "an attribute's quotes are not closed"},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "an attribute has no value"},
    {XML_ERR_ATTRIBUTE_REDEFINED, "an attribute is given twice"},
    {XML_ERR_LT_IN_ATTRIBUTE, "< must be written &lt; inside an attribute"},
    {XML_ERR_SPACE_REQUIRED, "a blank is missing between attributes"},
    {XML_ERR_CDATA_NOT_FINISHED, "a CDATA section is not closed"},
    {XML_ERR_COMMENT_NOT_FINISHED, "a comment is not closed"},
    {XML_ERR_HYPHEN_IN_COMMENT, "-- inside a comment"},
    {XML_ERR_MISPLACED_CDATA_END, "]]> must be written ]]&gt; in text"},
    {XML_NS_ERR_UNDEFINED_NAMESPACE, "a namespace prefix that is not declared"},
};

static const char *problem_words(int code)
{
    for (size_t i = 0; i < sizeof problems / sizeof problems[0]; i++)
        if (problems[i].code == code)
            return problems[i].words;
    return "not well-formed XML";
}

static struct sbill_place here(const struct build *b)
{
    struct sbill_place at = b->at;

    if (b->parser->input) {
        at.line = b->parser->input->line > 0 ? (uint32_t)b->parser->input->line : 0;
        at.column = b->parser->input->col > 0 ? (uint32_t)b->parser->input->col : 0;
    }
    return at;
}

static void stop(struct build *b, int32_t status, struct sbill_place at, const char *words)
{
    if (b->status == SBILL_OK)
        b->status = sbill_fail(b->err, status, at, "%s", words);
    xmlStopParser(b->parser);
}

static void on_error(void *user, told error)
{
    struct build *b = user;
    struct sbill_place at = here(b);

    if (!error || error->level == XML_ERR_WARNING || b->status != SBILL_OK)
        return;
    if (error->line > 0)
        at.line = (uint32_t)error->line;
    if (error->int2 > 0)
        at.column = (uint32_t)error->int2;
    if (error->code == XML_ERR_NO_MEMORY)
        stop(b, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    else
        stop(b, SBILL_EINPUT, at, problem_words(error->code));
}

/* ---- From SAX events to a small tree in the arena ---- */

static struct sbill_text copy(struct build *b, const xmlChar *p, size_t n)
{
    return sbill_arena_copy(b->arena, (struct sbill_text){(const char *)p, n});
}

static struct sbill_text copy_z(struct build *b, const xmlChar *z)
{
    return z ? copy(b, z, strlen((const char *)z)) : (struct sbill_text){"", 0};
}

static bool out_of_memory(struct build *b)
{
    if (!b->arena->failed)
        return false;
    stop(b, b->arena->failed, SBILL_NOWHERE,
         b->arena->failed == SBILL_NOMEM ? "out of memory" : "the document is too large");
    return true;
}

/* libxml2 gives five pointers an attribute: local name, prefix, namespace, value, end of value. */
static const struct sbill_xml_attr *attributes(struct build *b, int count, const xmlChar **five)
{
    struct sbill_xml_attr *all = SBILL_NEW_N(b->arena, struct sbill_xml_attr, (size_t)count);

    for (int i = 0; all && i < count; i++, five += 5) {
        all[i].name = copy_z(b, five[0]);
        all[i].value = copy(b, five[3], (size_t)(five[4] - five[3]));
        all[i].next = i + 1 < count ? &all[i + 1] : NULL;
    }
    return count ? all : NULL;
}

static void place_element(struct build *b, struct sbill_xml *e)
{
    if (b->depth == 0) {
        b->root = e;
    } else {
        struct open_element *above = &b->open[b->depth - 1];
        e->parent = above->e;
        if (above->last)
            above->last->next = e;
        else
            above->e->first = e;
        above->last = e;
    }
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespaces, const xmlChar **namespace, int count, int defaulted,
                     const xmlChar **attrs)
{
    struct build *b = user;
    struct sbill_xml *e;

    (void)prefix;
    (void)namespaces;
    (void)namespace;
    (void)defaulted;
    if (b->status != SBILL_OK)
        return;
    if (b->depth == MAX_DEPTH) {
        stop(b, SBILL_EINPUT, here(b), "elements are nested deeper than 64");
        return;
    }
    e = SBILL_NEW(b->arena, struct sbill_xml);
    if (e) {
        e->name = copy_z(b, name);
        e->ns = copy_z(b, uri);
        e->attrs = attributes(b, count, attrs);
        e->line = here(b).line;
    }
    if (out_of_memory(b))
        return;
    place_element(b, e);
    b->open[b->depth] = (struct open_element){.e = e};
    b->open[b->depth].end = &b->open[b->depth].pieces;
    b->depth++;
}

static void on_text(void *user, const xmlChar *p, int n)
{
    struct build *b = user;
    struct open_element *o;
    struct piece *piece;

    if (b->status != SBILL_OK || b->depth == 0 || n <= 0)
        return;
    o = &b->open[b->depth - 1];
    piece = SBILL_NEW(b->arena, struct piece);
    if (piece)
        piece->text = copy(b, p, (size_t)n);
    if (out_of_memory(b))
        return;
    *o->end = piece;
    o->end = &piece->next;
    o->bytes += (size_t)n;
}

/* One piece is taken as it is, several are joined. */
static struct sbill_text joined(struct build *b, const struct open_element *o)
{
    char *all;
    size_t n = 0;

    if (!o->pieces)
        return (struct sbill_text){"", 0};
    if (!o->pieces->next)
        return o->pieces->text;
    all = sbill_arena_get(b->arena, o->bytes + 1);
    for (const struct piece *p = o->pieces; all && p; p = p->next) {
        memcpy(all + n, p->text.p, p->text.n);
        n += p->text.n;
    }
    return (struct sbill_text){all, n};
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct build *b = user;
    struct open_element *o;

    (void)name;
    (void)prefix;
    (void)uri;
    if (b->status != SBILL_OK || b->depth == 0)
        return;
    o = &b->open[--b->depth];
    o->e->text = joined(b, o);
    (void)out_of_memory(b);
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *external,
                       const xmlChar *system)
{
    struct build *b = user;

    (void)name;
    (void)external;
    (void)system;
    stop(b, SBILL_EINPUT, here(b), "a DOCTYPE is not allowed");
}

static void own_handlers(xmlSAXHandler *sax)
{
    memset(sax, 0, sizeof *sax);
    sax->initialized = XML_SAX2_MAGIC;
    sax->startElementNs = on_start;
    sax->endElementNs = on_end;
    sax->characters = on_text;
    sax->cdataBlock = on_text;
    sax->ignorableWhitespace = on_text;
    sax->internalSubset = on_doctype;
    sax->serror = on_error;
}

static int32_t parse(struct build *b)
{
    own_handlers(b->parser->sax);
    b->parser->userData = b;
    /* "No entities left over" only makes &amp; in attributes come out as &: none can be declared. */
    (void)xmlCtxtUseOptions(b->parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    (void)xmlParseDocument(b->parser);
    if (b->status == SBILL_OK && (!b->parser->wellFormed || !b->root || b->depth))
        stop(b, SBILL_EINPUT, here(b), problem_words(b->parser->errNo));
    return b->status;
}

/* Documents are UTF-8, whatever their declaration says: of bytes that it cannot convert libxml2 tells stderr. */
static int32_t only_utf8(struct sbill_text bytes, struct sbill_place at, sbill_error **err)
{
    size_t good = sbill_utf8_check(bytes);
    const char *nul = memchr(bytes.p, '\0', good);

    if (nul)
        good = (size_t)(nul - bytes.p);
    if (good == bytes.n)
        return SBILL_OK;
    for (size_t i = 0; i < good; i++) {
        at.column = bytes.p[i] == '\n' ? 1 : at.column + 1;
        at.line += bytes.p[i] == '\n';
    }
    return sbill_fail(err, SBILL_EINPUT, at,
                      nul ? "a NUL byte, which XML does not allow" : "bytes that are not UTF-8");
}

int32_t sbill_xml_parse(struct sbill_arena *a, struct sbill_text bytes, struct sbill_text source,
                        struct sbill_xml **root, sbill_error **err)
{
    struct build b = {.arena = a, .at = {source, 1, 1}, .err = err, .status = SBILL_OK};

    if (bytes.n == 0)
        return sbill_fail(err, SBILL_EINPUT, b.at, "the document is empty");
    if (bytes.n > INT_MAX)
        return sbill_fail(err, SBILL_ELIMIT, b.at, "the document is too large");
    b.status = only_utf8(bytes, b.at, err);
    if (b.status != SBILL_OK)
        return b.status;
    b.parser = xmlCreateMemoryParserCtxt(bytes.p, (int)bytes.n);
    if (!b.parser)
        return sbill_fail(err, SBILL_NOMEM, b.at, "out of memory");
    (void)parse(&b);
    xmlFreeParserCtxt(b.parser);
    xmlResetLastError();
    if (b.status == SBILL_OK)
        *root = b.root;
    return b.status;
}

/* ---- Validation against an XSD ---- */

/* What a document is refused for: the element's name and the kind of fault, never its text. */
struct verdict {
    struct sbill_place at;
    sbill_error **err;
    int32_t status;
    bool schema; /* it is the schema itself that is being read */
};

static const char *fault_words(int code)
{
    switch (code) {
    case XML_SCHEMAV_ELEMENT_CONTENT:
        return "an element is missing, not expected here, or out of order";
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
        return "an attribute that is not allowed here";
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
        return "a required attribute is missing";
    case XML_SCHEMAV_CVC_ENUMERATION_VALID:
        return "a value that is not in the list";
    case XML_SCHEMAV_CVC_PATTERN_VALID:
        return "a value that does not have the required form";
    case XML_SCHEMAV_CVC_ELT_1:
        return "no declaration of this element";
    default:
        return "not valid";
    }
}

static void on_fault(void *user, told error)
{
    struct verdict *v = user;
    const xmlNode *node = error ? error->node : NULL;
    struct sbill_text name;

    if (!error || error->level == XML_ERR_WARNING || v->status != SBILL_OK)
        return;
    if (error->code == XML_ERR_NO_MEMORY) {
        v->status = sbill_fail(v->err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
        return;
    }
    v->at.line = error->line > 0 ? (uint32_t)error->line : 0;
    name = sbill_text_from(node && node->name ? (const char *)node->name : "document");
    v->status = sbill_fail(v->err, SBILL_EINPUT, v->at, v->schema ? "schema, %t: %s" : "%t: %s",
                           &name, v->schema ? "not a valid schema" : fault_words(error->code));
}

/* A tree for the validator. The documents are well-formed and without DOCTYPE: both were parsed above. */
static xmlDocPtr tree(struct sbill_text bytes, const char *url)
{
    return xmlReadMemory(bytes.p, (int)bytes.n, url, "UTF-8",
                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                             XML_PARSE_BIG_LINES);
}

static void validate(struct verdict *v, xmlSchemaPtr schema, xmlDocPtr doc)
{
    xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema);
    int rc = -1;

    if (context) {
        xmlSchemaSetValidStructuredErrors(context, on_fault, v);
        rc = xmlSchemaValidateDoc(context, doc);
        xmlSchemaFreeValidCtxt(context);
    }
    if (v->status == SBILL_OK && rc < 0)
        v->status = sbill_fail(v->err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    else if (v->status == SBILL_OK && rc > 0)
        v->status = sbill_fail(v->err, SBILL_EINPUT, v->at, "not valid");
}

static void validate_with(struct verdict *v, xmlDocPtr xsd, xmlDocPtr doc)
{
    xmlSchemaParserCtxtPtr parser = xsd && doc ? xmlSchemaNewDocParserCtxt(xsd) : NULL;
    xmlSchemaPtr schema = NULL;

    if (!parser) {
        v->status = sbill_fail(v->err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
        return;
    }
    v->schema = true;
    xmlSchemaSetParserStructuredErrors(parser, on_fault, v);
    schema = xmlSchemaParse(parser);
    v->schema = false;
    xmlSchemaFreeParserCtxt(parser);
    if (schema && v->status == SBILL_OK)
        validate(v, schema, doc);
    else if (v->status == SBILL_OK)
        v->status = sbill_fail(v->err, SBILL_EINPUT, SBILL_NOWHERE, "not a valid schema");
    xmlSchemaFree(schema);
}

int32_t sbill_xml_validate(struct sbill_text doc, struct sbill_text source, struct sbill_text xsd,
                           const char *xsd_dir, sbill_error **err)
{
    struct verdict v = {.at = {source, 0, 0}, .err = err, .status = SBILL_OK};
    struct sbill_arena arena;
    struct sbill_xml *root;
    const char *url = NULL;

    sbill_arena_init(&arena, sbill_alloc_default(), (size_t)1 << 30);
    v.status = sbill_xml_parse(&arena, doc, source, &root, err);
    if (v.status == SBILL_OK)
        v.status = sbill_xml_vet_schema(&arena, xsd, xsd_dir, err);
    if (v.status == SBILL_OK && xsd_dir &&
        !(url = sbill_xml_path(&arena, xsd_dir, SBILL_T("schema.xsd"))))
        v.status = sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    if (v.status == SBILL_OK) {
        xmlDocPtr schema = tree(xsd, url), document = tree(doc, NULL);
        validate_with(&v, schema, document);
        xmlFreeDoc(document);
        xmlFreeDoc(schema);
    }
    xmlResetLastError();
    sbill_arena_free(&arena);
    return v.status;
}
