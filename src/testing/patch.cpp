#include "testing/patch.h"

#include <algorithm>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

#include "testing/markup.h"

namespace plume::testing {
namespace {

using dom::Node;
using dom::Nodes;

std::string_view update_of(const Node& node) {
  const auto update = node.get("phx-update");
  return update.empty() ? node.get("data-phx-update") : update;
}

class Patch {
 public:
  Patch(Node& view, Node& page, const StreamChanges& changes) : changes_(changes) {
    dom::for_each_element(page, [this](Node& node) {
      if (node.has("data-phx-sticky")) old_.try_emplace(std::string(node.get("id")), &node);
    });
    dom::for_each_element(view, [this](Node& node) {
      if (const auto id = node.get("id"); !id.empty()) old_.try_emplace(std::string(id), &node);
    });
  }

  void visit_children(Node& fresh) {
    for (std::size_t i = 0; i < fresh.children.size(); ++i)
      if (fresh.children[i]->is_element()) visit(*fresh.children[i]);
  }

 private:
  void visit(Node& fresh) {
    if (is_view(fresh)) return keep_view(fresh);
    const auto update = update_of(fresh);
    if (update.empty() || update == "replace") return visit_children(fresh);
    if (update == "ignore") return ignore(fresh);
    if (update == "stream") return stream(fresh);
    if (update == "append" || update == "prepend")
      throw std::invalid_argument("phx-update=\"" + std::string(update) +
                                  "\" was removed; use a stream: " + dom::outer_html(fresh));
    throw std::invalid_argument("phx-update is \"replace\", \"ignore\" or \"stream\", and not \"" +
                                std::string(update) + "\": " + dom::outer_html(fresh));
  }

  Node* old(const Node& fresh) const {
    const auto found = old_.find(std::string(fresh.get("id")));
    return found == old_.end() ? nullptr : found->second;
  }

  static void need_id(const Node& node, std::string_view why) {
    if (node.get("id").empty())
      throw std::invalid_argument(std::string(why) + " needs an id: " + dom::outer_html(node));
  }

  // The view within renders itself, and keeps the tokens with which it was joined.
  void keep_view(Node& fresh) {
    Node* const before = old(fresh);
    if (!before || !is_view(*before)) return;
    fresh.set_children(std::move(before->children));
    for (const auto token : {"data-phx-session", "data-phx-static"})
      if (const auto own = before->get(token); !own.empty()) fresh.set(token, own);
  }

  void ignore(Node& fresh) {
    need_id(fresh, "an element with phx-update=\"ignore\"");
    Node* const before = old(fresh);
    if (!before) return;
    auto attributes = std::move(before->attributes);
    std::erase_if(attributes, [](const auto& a) { return a.first.starts_with("data-"); });
    for (auto& attribute : fresh.attributes)
      if (attribute.first.starts_with("data-")) attributes.push_back(std::move(attribute));
    fresh.attributes = std::move(attributes);
    fresh.set_children(std::move(before->children));
  }

  void stream(Node& fresh) {
    need_id(fresh, "an element with phx-update=\"stream\"");
    Nodes arrived = std::exchange(fresh.children, {});
    if (Node* const before = old(fresh)) keep_entries(fresh, *before);
    for (auto& child : arrived) {
      if (!child->is_element()) continue;
      need_id(*child, "each child of an element with phx-update=\"stream\"");
      visit(*child);
      place(fresh, std::move(child));
    }
  }

  void keep_entries(Node& fresh, Node& before) const {
    for (auto& child : before.children) {
      const bool goes = changes_.deletes.contains(child->get("id")) ||
                        (child->has("data-phx-stream") && changes_.resets.contains(child->get("data-phx-stream")));
      if (child->is_element() && !goes) fresh.append(std::move(child));
    }
    std::erase(before.children, nullptr);
  }

  void place(Node& container, std::unique_ptr<Node> child) {
    const auto insert = changes_.inserts.find(child->get("id"));
    const bool is_entry = insert != changes_.inserts.end();
    if (is_entry) child->set("data-phx-stream", insert->second.ref);
    for (auto& own : container.children)
      if (own->get("id") == child->get("id")) {
        child->parent = &container;
        std::swap(own, child);
        dropped_.push_back(std::move(child));
        return;
      }
    if (cut_.contains(child->get("id"))) return;
    if (!is_entry) {
      container.append(std::move(child));
      return;
    }
    if (insert->second.update_only) return;
    const auto size = container.children.size();
    const auto at = insert->second.at;
    container.insert(at < 0 ? end_of_entries(container) : std::min(size, static_cast<std::size_t>(at)),
                     std::move(child));
    if (insert->second.limit) cut(container, *insert->second.limit);
  }

  // Entries are appended before the children that are none, if the last child is one of these.
  static std::size_t end_of_entries(const Node& container) {
    const auto is_entry = [](const auto& child) { return child->has("data-phx-stream"); };
    const auto& children = container.children;
    if (children.empty() || is_entry(children.back())) return children.size();
    return static_cast<std::size_t>(std::find_if_not(children.begin(), children.end(), is_entry) - children.begin());
  }

  // Keeps the first n children, or the last ones if the limit is negative. Children that are no entries count, and
  // stay.
  void cut(Node& container, std::int64_t limit) {
    const auto size = static_cast<std::int64_t>(container.children.size());
    for (std::int64_t i = 0; i < size; ++i) {
      auto& child = container.children[static_cast<std::size_t>(i)];
      const bool goes = limit < 0 ? i < size + limit : i >= limit;
      if (!goes || !child->has("data-phx-stream")) continue;
      cut_.emplace(child->get("id"));
      dropped_.push_back(std::move(child));
    }
    std::erase(container.children, nullptr);
  }

  const StreamChanges& changes_;
  std::unordered_map<std::string, Node*> old_;
  std::set<std::string, std::less<>> cut_;  // ids of children that a limit has removed in this patch
  Nodes dropped_;                           // what `old_` may still lead to
};

}  // namespace

void patch(Node& view, Node& page, std::string_view html, const StreamChanges& changes) {
  Node fresh(Node::Kind::element, view.name);
  fresh.set_children(dom::parse_fragment(html, view.name));
  Patch(view, page, changes).visit_children(fresh);
  view.set_children(std::move(fresh.children));
}

void empty_streams(Node& view) {
  dom::for_each_element(view, [](Node& node) {
    if (update_of(node) == "stream") node.children.clear();
  });
}

}  // namespace plume::testing
