#include "testing/dom.h"

#include <algorithm>
#include <iterator>

namespace plume::testing::dom {
namespace {

bool is_void(std::string_view tag) {
  static constexpr std::string_view tags[] = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                              "input", "link", "meta", "param", "source", "track", "wbr"};
  return std::find(std::begin(tags), std::end(tags), tag) != std::end(tags);
}

bool holds_raw_text(const Node* node) { return node && (node->is_element("script") || node->is_element("style")); }

void append_escaped(std::string& out, std::string_view text, bool in_attribute) {
  for (const char c : text) {
    if (c == '&')
      out.append("&amp;");
    else if (c == '"' && in_attribute)
      out.append("&quot;");
    else if (c == '<' && !in_attribute)
      out.append("&lt;");
    else if (c == '>' && !in_attribute)
      out.append("&gt;");
    else
      out.push_back(c);
  }
}

void append_html(std::string& out, const Node& node);

void append_children(std::string& out, const Node& node) {
  for (const auto& child : node.children) append_html(out, *child);
}

void append_element(std::string& out, const Node& node) {
  out.append("<").append(node.name);
  for (const auto& [name, value] : node.attributes) {
    out.append(" ").append(name).append("=\"");
    append_escaped(out, value, true);
    out.push_back('"');
  }
  out.push_back('>');
  if (is_void(node.name)) return;
  append_children(out, node);
  out.append("</").append(node.name).append(">");
}

void append_html(std::string& out, const Node& node) {
  switch (node.kind) {
    case Node::Kind::document:
      return append_children(out, node);
    case Node::Kind::doctype:
      out.append("<!DOCTYPE ").append(node.name).append(">");
      return;
    case Node::Kind::comment:
      out.append("<!--").append(node.name).append("-->");
      return;
    case Node::Kind::text:
      if (holds_raw_text(node.parent))
        out.append(node.name);
      else
        append_escaped(out, node.name, false);
      return;
    case Node::Kind::element:
      return append_element(out, node);
  }
}

void append_text(std::string& out, const Node& node) {
  if (node.kind == Node::Kind::text) out.append(node.name);
  for (const auto& child : node.children) append_text(out, *child);
}

}  // namespace

const std::string* Node::find(std::string_view attribute) const {
  for (const auto& [key, value] : attributes)
    if (key == attribute) return &value;
  return nullptr;
}

std::string_view Node::get(std::string_view attribute) const {
  const std::string* const value = find(attribute);
  return value ? std::string_view(*value) : std::string_view();
}

void Node::set(std::string_view attribute, std::string_view value) {
  for (auto& [key, old] : attributes)
    if (key == attribute) {
      old = value;
      return;
    }
  attributes.emplace_back(attribute, value);
}

Node& Node::append(std::unique_ptr<Node> child) { return insert(children.size(), std::move(child)); }

Node& Node::insert(std::size_t at, std::unique_ptr<Node> child) {
  child->parent = this;
  return **children.insert(children.begin() + static_cast<std::ptrdiff_t>(at), std::move(child));
}

std::unique_ptr<Node> Node::take(Node& child) {
  const auto at = std::find_if(children.begin(), children.end(),
                               [&](const std::unique_ptr<Node>& own) { return own.get() == &child; });
  auto taken = std::move(*at);
  children.erase(at);
  taken->parent = nullptr;
  return taken;
}

void Node::set_children(Nodes nodes) {
  children = std::move(nodes);
  for (const auto& child : children) child->parent = this;
}

void for_each_element(Node& root, const std::function<void(Node&)>& visit) {
  for (const auto& child : root.children) {
    if (!child->is_element()) continue;
    visit(*child);
    for_each_element(*child, visit);
  }
}

void for_each_element(const Node& root, const std::function<void(const Node&)>& visit) {
  for_each_element(const_cast<Node&>(root), [&](Node& node) { visit(node); });
}

Node* find_element(Node& root, const std::function<bool(const Node&)>& fits) {
  for (const auto& child : root.children) {
    if (!child->is_element()) continue;
    if (fits(*child)) return child.get();
    if (Node* const found = find_element(*child, fits)) return found;
  }
  return nullptr;
}

Node* find_by_id(Node& root, std::string_view id) {
  return find_element(root, [&](const Node& node) { return node.get("id") == id; });
}

Node* closest(Node& node, const std::function<bool(const Node&)>& fits) {
  for (Node* at = &node; at; at = at->parent)
    if (at->is_element() && fits(*at)) return at;
  return nullptr;
}

std::string raw_text(const Node& node) {
  std::string out;
  append_text(out, node);
  return out;
}

std::string text(const Node& node) { return collapsed(raw_text(node)); }

std::string collapsed(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      space = !out.empty();
      continue;
    }
    if (space) out.push_back(' ');
    space = false;
    out.push_back(c);
  }
  return out;
}

std::string outer_html(const Node& node) {
  std::string out;
  append_html(out, node);
  return out;
}

std::string inner_html(const Node& node) {
  std::string out;
  append_children(out, node);
  return out;
}

}  // namespace plume::testing::dom
