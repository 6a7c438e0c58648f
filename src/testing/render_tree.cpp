#include "testing/render_tree.h"

#include <stdexcept>
#include <string_view>
#include <utility>

namespace plume::testing {
namespace {

[[noreturn]] void misfit(const std::string& problem) {
  throw std::runtime_error("a diff does not fit what the client holds: " + problem);
}

bool is_slot(std::string_view key) { return !key.empty() && key[0] >= '0' && key[0] <= '9'; }

// Puts the texts of templates in the place of their numbers. Lists within components have a table of their own.
void resolve_templates(Value& node, const Value* table) {
  if (!node.is_object()) return;
  Object& members = node.as_object();
  const Value own = members["p"];
  members.erase("p");
  if (own.is_object()) table = &own;
  if (Value* const statics = members.find("s"); statics && statics->is_int()) {
    const std::string number = std::to_string(statics->as_int());
    if (!table || !(*table)[number].is_array()) misfit("it has no template " + number);
    *statics = Value((*table)[number]);
  }
  for (auto& [key, value] : members) {
    if (key == "k" && value.is_object()) {
      for (auto& [index, entry] : value.as_object())
        resolve_templates(entry.is_array() && entry.size() == 2 ? entry.as_array()[1] : entry, table);
    } else if (is_slot(key)) {
      resolve_templates(value, table);
    }
  }
}

void merge_node(Value& target, Value source);

void merge_list(Value& target, Value source) {
  Value& list = target.find_or_insert("k");
  if (!list.is_object()) list = Value::object();
  Object& entries = list.as_object();
  const Object before = entries;
  const auto old_entry = [&](const Value& index) -> const Value& {
    const Value* const found = before.find(std::to_string(index.integer_or(-1)));
    if (!found) misfit("a list has no entry " + index.json() + " to move");
    return *found;
  };
  Object& changes = source.find_or_insert("k").as_object();
  if (!changes["kc"].is_int()) misfit("a list does not say how long it is");
  for (auto& [index, change] : changes) {
    if (index == "kc" || index == "km") continue;
    if (change.is_object()) {
      merge_node(entries.find_or_insert(index), std::move(change));
    } else {
      if (!changes.contains("km")) misfit("entries of a list move, but km is missing");
      Value& entry = entries.find_or_insert(index);
      entry = old_entry(change.is_array() ? change.at(0) : change);
      if (change.is_array()) merge_node(entry, std::move(change.as_array()[1]));
    }
  }
  for (auto at = changes["kc"].as_int(); at < before["kc"].integer_or(0); ++at) entries.erase(std::to_string(at));
  entries.set("kc", changes["kc"]);
  if (source.contains("stream")) target.set("stream", source["stream"]);
}

void merge_node(Value& target, Value source) {
  if (!target.is_object()) target = Value::object();
  if (source.contains("k")) return merge_list(target, std::move(source));
  for (auto& [key, value] : source.as_object()) {
    Value& own = target.find_or_insert(key);
    if (value.is_object() && !value.contains("s") && own.is_object())
      merge_node(own, std::move(value));
    else
      own = std::move(value);
  }
}

// Adds an attribute to the first tag.
std::string with_attribute(std::string html, const std::string& attribute) {
  std::size_t at = 0;
  for (;;) {
    at = html.find('<', at);
    if (at == std::string::npos) misfit("a live component has no element");
    if (!html.compare(at, 4, "<!--")) {
      at = html.find("-->", at);
      continue;
    }
    return html.insert(html.find_first_of(" \t\n\r\f/>", at), " " + attribute);
  }
}

void note_stream(const Value& stream, StreamChanges& changes) {
  const std::string ref(stream.at(0).text());
  if (!stream.at(3).is_null()) changes.resets.insert(ref);
  for (const Value& id : stream.at(2).as_array()) changes.deletes.emplace(id.text());
  for (const Value& insert : stream.at(1).as_array())
    changes.inserts[std::string(insert.at(0).text())] = {ref, insert.at(1).integer_or(-1), insert.at(2).integer(),
                                                         insert.at(3) == Value(true)};
}

}  // namespace

void RenderTree::merge(Value diff) {
  Object& members = diff.as_object();
  Value components = members["c"];
  members.erase("c");
  resolve_templates(diff, nullptr);
  if (diff.contains("s")) {
    tree_ = std::move(diff);
    components_.clear();
  } else {
    merge_node(tree_, std::move(diff));
  }
  if (components.is_object()) merge_components(components.as_object());
}

void RenderTree::merge_components(Object& diffs) {
  const Components old = components_;
  Components done;
  for (const auto& [cid, diff] : diffs)
    components_[std::stoll(std::string(cid))] = merged_component(std::stoll(std::string(cid)), diffs, old, done);
}

// A number in the place of statics names the component whose tree is taken over: of this message, or, where negative,
// of what was there before.
const Value& RenderTree::merged_component(std::int64_t cid, Object& diffs, const Components& old, Components& done) {
  if (const auto found = done.find(cid); found != done.end()) return found->second;
  Value* const diff = diffs.find(std::to_string(cid));
  if (!diff) misfit("it takes over component " + std::to_string(cid) + ", which it does not have");
  const Value& statics = (*diff)["s"];
  const auto share = statics.is_int() ? statics.as_int() : 0;
  if (share) diff->as_object().erase("s");
  resolve_templates(*diff, nullptr);
  if (diff->contains("s")) return done[cid] = std::move(*diff);
  Value tree;
  if (share > 0) {
    tree = merged_component(share, diffs, old, done);
  } else {
    const auto found = old.find(share ? -share : cid);
    if (found == old.end()) misfit("there is no component " + std::to_string(share ? -share : cid));
    tree = found->second;
  }
  merge_node(tree, std::move(*diff));
  return done[cid] = std::move(tree);
}

std::string RenderTree::html(StreamChanges& changes) {
  std::string out;
  write(tree_, out, changes);
  return out;
}

void RenderTree::write(Value& node, std::string& out, StreamChanges& changes) {
  if (node.contains("k")) return write_list(node, out, changes);
  const Value statics = node["s"];
  if (!statics.is_array()) misfit("a template has no statics");
  for (std::size_t i = 0; i < statics.size(); ++i) {
    if (i) write_slot(node.find_or_insert(std::to_string(i - 1)), out, changes);
    out.append(statics.at(i).text());
  }
}

void RenderTree::write_slot(Value& slot, std::string& out, StreamChanges& changes) {
  if (slot.is_int()) return write_component(slot.as_int(), out, changes);
  if (slot.is_object()) return write(slot, out, changes);
  if (!slot.is_string()) misfit("a slot holds " + slot.json());
  out.append(slot.as_string());
}

void RenderTree::write_list(Value& node, std::string& out, StreamChanges& changes) {
  Object& entries = node.find_or_insert("k").as_object();
  const Value statics = node["s"];
  if (!statics.is_array()) misfit("a list has no statics");
  for (std::int64_t i = 0; i < entries["kc"].as_int(); ++i) {
    Value& entry = entries.find_or_insert(std::to_string(i));
    for (std::size_t part = 0; part < statics.size(); ++part) {
      if (part) write_slot(entry.find_or_insert(std::to_string(part - 1)), out, changes);
      out.append(statics.at(part).text());
    }
  }
  if (!node.contains("stream")) return;
  note_stream(node["stream"], changes);
  node.as_object().erase("stream");
  node.set("k", Value{{"kc", 0}});
}

void RenderTree::write_component(std::int64_t cid, std::string& out, StreamChanges& changes) {
  const auto found = components_.find(cid);
  if (found == components_.end()) misfit("there is no component " + std::to_string(cid));
  std::string html;
  write(found->second, html, changes);
  out.append(with_attribute(std::move(html), "data-phx-component=\"" + std::to_string(cid) + "\""));
}

}  // namespace plume::testing
