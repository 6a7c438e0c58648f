// Node: HTML as a tree, as a browser holds it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plume::testing::dom {

struct Node;
using Nodes = std::vector<std::unique_ptr<Node>>;

struct Node {
  enum class Kind : std::uint8_t { document, doctype, element, text, comment };

  explicit Node(Kind of_kind, std::string name_or_text = {}) : kind(of_kind), name(std::move(name_or_text)) {}

  Kind kind;
  std::string name;  ///< the tag of an element, in lower case; of other nodes their text
  std::vector<std::pair<std::string, std::string>> attributes{};
  Nodes children{};
  Node* parent = nullptr;

  bool is_element() const { return kind == Kind::element; }
  bool is_element(std::string_view tag) const { return is_element() && name == tag; }
  /// The attribute's value, null where there is none.
  const std::string* find(std::string_view attribute) const;
  /// The attribute's value, "" where there is none.
  std::string_view get(std::string_view attribute) const;
  bool has(std::string_view attribute) const { return find(attribute) != nullptr; }
  void set(std::string_view attribute, std::string_view value);

  Node& append(std::unique_ptr<Node> child);
  Node& insert(std::size_t at, std::unique_ptr<Node> child);
  /// Takes a child out.
  std::unique_ptr<Node> take(Node& child);
  /// Replaces all children.
  void set_children(Nodes nodes);
};

/// HTML5 as browsers read it: a document; and what stands inside an element of that tag.
std::unique_ptr<Node> parse_document(std::string_view html);
Nodes parse_fragment(std::string_view html, std::string_view tag = "div");

/// Calls `visit` for all elements below `root`, in the order of the document.
void for_each_element(Node& root, const std::function<void(Node&)>& visit);
void for_each_element(const Node& root, const std::function<void(const Node&)>& visit);
/// The first element below `root` for which `fits`; null where there is none.
Node* find_element(Node& root, const std::function<bool(const Node&)>& fits);
Node* find_by_id(Node& root, std::string_view id);
/// The element itself, or the closest around it, for which `fits`; null where there is none.
Node* closest(Node& node, const std::function<bool(const Node&)>& fits);

/// The text of an element: as it is, and with its white space collapsed and trimmed.
std::string raw_text(const Node& node);
std::string text(const Node& node);
std::string collapsed(std::string_view text);

/// The HTML of a node, and of what is inside of it.
std::string outer_html(const Node& node);
std::string inner_html(const Node& node);

}  // namespace plume::testing::dom
