// A template as a tree. All spans are of the file that holds the template, so that whatever is made from the tree (C++,
// diagnostics, formatted source) can say where it came from.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "compiler/code_tag.h"
#include "compiler/source.h"
#include "compiler/tokenizer.h"

namespace plume::compiler {

struct Node;
using Nodes = std::vector<Node>;

/// `{code}` or `<%= code %>`.
struct Output {
  Span code;
};

/// `<% code %>`.
struct Statement {
  Span code;
};

/// An HTML element, a component or a slot entry.
struct Element {
  OpenTag tag;
  Nodes children;

  /// The first attribute of this name, or null.
  const Attribute* find(std::string_view name) const;
  bool is_component() const { return tag.kind == TagKind::local || tag.kind == TagKind::remote; }
  bool is_live_component() const { return tag.kind == TagKind::local && tag.name == ".live_component"; }
  /// Whether there is a place for content: `<.c></.c>`, but not `<.c/>`.
  bool has_content() const { return !tag.self_closing && !tag.is_void(); }
};

/// A branch of a block: its code from `if`, `else` or `case` to its `{` or `:`, and what is in it.
struct Branch {
  Span code;
  Nodes children;
  Span tag;  ///< the code tag that begins it
};

/// `<%= if (…) { %> … <% } else { %> … <% } %>` and the like. A loop has one branch. The branches of a switch are its
/// clauses, and `head` is its own code.
struct Block {
  BlockKind kind;
  Span head;
  std::vector<Branch> branches;
  Span head_tag;
  Span end_tag;
};

struct Node {
  Span span;
  std::variant<Text, Output, Statement, TemplateComment, Element, Block> content;

  template <class T>
  const T* as() const {
    return std::get_if<T>(&content);
  }
};

/// Whether `text` is only white space as Unicode has it.
bool is_blank(std::string_view text);
/// Whether the node is blank text or a template comment.
bool is_blank(const Node& node);
/// Whether the nodes are nothing but blank text and template comments.
bool is_blank(const Nodes& nodes);

}  // namespace plume::compiler
