#include "plume/render.h"

#include <stdexcept>

#include "foundation/json_text.h"
#include "foundation/numbers.h"
#include "render/sinks.h"

namespace plume {
namespace {

bool same_statics(const Template& a, const Template& b) { return &a == &b || a.json == b.json; }

// The index of `site` in the table of the message; sites with equal statics share one.
std::uint32_t table_index(std::vector<const Template*>& table, const Template& site) {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (same_statics(*table[i], site)) return static_cast<std::uint32_t>(i);
  table.push_back(&site);
  return static_cast<std::uint32_t>(table.size() - 1);
}

}  // namespace

void Render::write_key(std::uint32_t index) {
  place_.out->push_back('"');
  append_number(*place_.out, index);
  place_.out->append("\":", 2);
}

void Render::write_statics(const Template& t) {
  place_.out->append("\"s\":", 4);
  if (state_->tree.cid != 0 && state_->tree.lists == 0)
    place_.out->append(t.json);
  else
    append_number(*place_.out, table_index(state_->tree.templates, t));
  place_.out->push_back(',');
}

void Render::write_table() {
  auto& templates = state_->tree.templates;
  if (templates.empty()) return;
  place_.out->append("\"p\":{", 5);
  for (std::size_t i = 0; i < templates.size(); ++i) {
    write_key(static_cast<std::uint32_t>(i));
    place_.out->append(templates[i]->json);
    place_.out->push_back(',');
  }
  close_object();
  templates.clear();
}

bool Render::wants_html(std::uint64_t hash) {
  if (!diffing_) return true;
  if (*place_.slot == hash) return false;
  detail::release(std::exchange(*place_.slot, hash));
  return true;
}

void Render::write_html(std::string_view html) {
  if (!diffing_) {
    place_.out->append(html);
    return;
  }
  write_key(place_.index);
  place_.out->push_back('"');
  detail::TextWriter(*place_.out, detail::TextWriter::Form::json).text(raw(html));
  place_.out->append("\",", 2);
}

void Render::close_object() {
  close_json(*place_.out, '}');
  place_.out->push_back(',');
}

Node::Node(Render& r, const Template& t) : r_(r), template_(t) {
  if (!r.diffing_) return;
  detail::ShadowSlot& slot = *r.place_.slot;
  mark_ = r.place_.out->size();
  if (r.place_.index != Render::root_index) {
    const bool component = r.place_.index == Render::component_index;
    kind_ = component ? Kind::component : Kind::branch;
    r.write_key(component ? r.state_->tree.cid : r.place_.index);
    r.place_.out->push_back('{');
  }
  begin_ = r.place_.out->size();
  tracking_ = detail::is_below(slot) && detail::below(slot)->site == &t && !detail::below(slot)->list;
  if (!tracking_) {
    detail::release(std::exchange(slot, 0));
    slot = detail::slot_to(detail::ShadowNode::make(t));
  } else if (std::exchange(detail::below(slot)->adopted, false)) {
    tracking_ = false;
    adopted_ = true;
  }
  all_ = !tracking_ || r.place_.all;
  slots_ = static_cast<detail::ShadowNode*>(detail::below(slot))->slots();
}

void Node::enter(detail::EntryPlace place) {
  tracking_ = place.old_index != detail::EntryPlace::is_new;
  all_ = !tracking_ || r_.place_.all;
  index_ = place.index;
  slots_ = place.slots;
  old_index_ = place.old_index;
  kind_ = tracking_ && old_index_ != index_ ? Kind::moved : Kind::entry;
  mark_ = r_.place_.out->size();
  r_.write_key(index_);
  if (kind_ == Kind::moved) {
    r_.place_.out->push_back('[');
    append_number(*r_.place_.out, old_index_);
    r_.place_.out->append(",{", 2);
  } else {
    r_.place_.out->push_back('{');
  }
  begin_ = r_.place_.out->size();
}

void Node::end() {
  if (!r_.diffing_) {
    r_.place_.out->append(template_.statics[template_.slots]);
    return;
  }
  std::string& out = *r_.place_.out;
  if (kind_ == Kind::component && !tracking_) {
    end_component();
  } else if (!tracking_ && !adopted_ && kind_ == Kind::branch) {
    r_.write_statics(template_);
    if (template_.root) out.append("\"r\":1,", 6);
  } else if (!tracking_ && kind_ == Kind::root) {
    out.append("\"s\":", 4);
    out.append(template_.json);
    out.push_back(',');
  }
  if (kind_ == Kind::root) return;
  if ((tracking_ || adopted_) && out.size() == begin_) {
    out.resize(mark_);
    if (kind_ != Kind::moved) return;
    r_.write_key(index_);
    append_number(out, old_index_);
    out.push_back(',');
    return;
  }
  r_.close_object();
  if (kind_ == Kind::moved) {
    out.back() = ']';
    out.push_back(',');
  }
}

// 7.3: a component of which the client has an equal one takes its statics from that.
void Node::end_component() {
  if (!template_.root)
    throw std::invalid_argument("what a live component renders in place of its template must be exactly one element");
  if (!adopted_) {
    r_.write_statics(template_);
    r_.place_.out->append("\"r\":1,", 6);
    return;
  }
  r_.place_.out->append("\"s\":", 4).append(std::to_string(r_.state_->tree.share)).push_back(',');
}

// Cids are numbers to the client, which must not be taken for equal texts.
void Node::component(unsigned slot, std::uint32_t cid) {
  if (!r_.diffing_ || !differs(slot, (std::uint64_t(cid) * 0x9E3779B97F4A7C15u) | 1)) return;
  r_.write_key(slot);
  append_number(*r_.place_.out, cid);
  r_.place_.out->push_back(',');
}

void Node::open_text(unsigned slot) {
  r_.write_key(slot);
  r_.place_.out->push_back('"');
}

void Node::write_empty(unsigned slot) {
  take(slot, detail::empty_hash);
  r_.write_key(slot);
  r_.place_.out->append("\"\",", 3);
}

void Node::nothing(Render& r) {
  if (!r.diffing_ || *r.place_.slot == detail::empty_hash) return;
  detail::release(std::exchange(*r.place_.slot, detail::empty_hash));
  r.write_key(r.place_.index);
  r.place_.out->append("\"\",", 3);
}

void Node::release(detail::ShadowSlot below) { detail::release(below); }

void DiffRender::begin(std::string& out, Shadow& shadow, std::uint32_t rendered, const Options& options) {
  place_ = {.out = &out, .slot = &shadow.root_, .rendered = rendered, .all = options.all};
  state.tree.templates.clear();
  state.tree.cid = 0;
  state.lists.reset();
  state.components.reset();
  csrf_token_ = options.csrf_token;
  surroundings_ = options.surroundings;
}

void DiffRender::finish() { write_table(); }

}  // namespace plume
