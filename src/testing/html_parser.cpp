// Text to nodes: the one file that knows the HTML5 parser.
#include <gumbo.h>

#include <memory>
#include <string>

#include "base/ascii.h"
#include "testing/dom.h"

namespace plume::testing::dom {
namespace {

using Output = std::unique_ptr<GumboOutput, void (*)(GumboOutput*)>;

Output parse(std::string_view html, GumboTag context) {
  GumboOptions options = kGumboDefaultOptions;
  options.fragment_context = context;
  return {gumbo_parse_with_options(&options, html.data(), html.size()),
          [](GumboOutput* output) { gumbo_destroy_output(&kGumboDefaultOptions, output); }};
}

std::string tag_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN && element.tag_namespace != GUMBO_NAMESPACE_SVG)
    return gumbo_normalized_tagname(element.tag);
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  if (element.tag_namespace == GUMBO_NAMESPACE_SVG)
    if (const char* const svg = gumbo_normalize_svg_tagname(&piece)) return svg;
  return piece.data ? to_lower(std::string_view(piece.data, piece.length)) : gumbo_normalized_tagname(element.tag);
}

// As it was written: `xlink:href`.
std::string name_of(const GumboAttribute& attribute) {
  if (attribute.attr_namespace == GUMBO_ATTR_NAMESPACE_NONE) return attribute.name;
  return {attribute.original_name.data, attribute.original_name.length};
}

std::unique_ptr<Node> node_of(const GumboNode& source);

void append_all(Node& parent, const GumboVector& children) {
  for (unsigned i = 0; i < children.length; ++i)
    parent.append(node_of(*static_cast<const GumboNode*>(children.data[i])));
}

std::unique_ptr<Node> node_of(const GumboNode& source) {
  switch (source.type) {
    case GUMBO_NODE_COMMENT:
      return std::make_unique<Node>(Node::Kind::comment, source.v.text.text);
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE: {
      const GumboElement& element = source.v.element;
      auto node = std::make_unique<Node>(Node::Kind::element, tag_of(element));
      for (unsigned i = 0; i < element.attributes.length; ++i) {
        const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
        node->attributes.emplace_back(name_of(attribute), attribute.value);
      }
      append_all(*node, element.children);
      return node;
    }
    default:
      return std::make_unique<Node>(Node::Kind::text, source.v.text.text);
  }
}

}  // namespace

std::unique_ptr<Node> parse_document(std::string_view html) {
  const Output output = parse(html, GUMBO_TAG_LAST);
  auto document = std::make_unique<Node>(Node::Kind::document);
  if (output->document->v.document.has_doctype)
    document->append(std::make_unique<Node>(Node::Kind::doctype, output->document->v.document.name));
  append_all(*document, output->document->v.document.children);
  return document;
}

Nodes parse_fragment(std::string_view html, std::string_view tag) {
  const GumboTag known = gumbo_tagn_enum(tag.data(), static_cast<unsigned>(tag.size()));
  const Output output = parse(html, known == GUMBO_TAG_UNKNOWN ? GUMBO_TAG_DIV : known);
  Node root(Node::Kind::element);
  append_all(root, output->root->v.element.children);
  for (const auto& child : root.children) child->parent = nullptr;
  return std::move(root.children);
}

}  // namespace plume::testing::dom
