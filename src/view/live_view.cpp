#include "plume/live_view.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "base/log.h"
#include "crypto/csrf.h"
#include "view/process.h"

namespace plume {

void LiveView::mount(const Params&, const Session&) {}
void LiveView::handle_params(const Params&, std::string_view) {}

void LiveView::handle_event(std::string_view event, const Params&) {
  throw std::logic_error(process().type_.name + " got the event \"" + std::string(event) +
                         "\", but does not override handle_event");
}

void LiveView::handle_info(const Message& message) {
  log_debug("message dropped: the view does not override handle_info",
            {{"view", process().type_.name}, {"message", message.type_name()}});
}

void LiveView::handle_call(const Message& message, const Caller&) {
  throw std::logic_error(process().type_.name + " was called with a " + message.type_name() +
                         ", but does not override handle_call");
}

void LiveView::handle_cast(const Message& message) {
  throw std::logic_error(process().type_.name + " got a cast of a " + message.type_name() +
                         ", but does not override handle_cast");
}

void LiveView::handle_async(std::string_view name, const AsyncOutcome&) {
  throw std::logic_error(process().type_.name + " started the task \"" + std::string(name) +
                         "\", but does not override handle_async");
}

void LiveView::terminate(std::string_view) {}

void LiveView::render(Render&) {
  throw std::logic_error(process().type_.name +
                         " has no template: put PLUME_HEEX into the class, or a name.html.heex beside its header, and "
                         "give the target to plume_add_templates in CMake");
}

std::string_view LiveView::id() const { return process().id_; }
std::string_view LiveView::live_action() const { return process().action_; }
std::string_view LiveView::csrf_token() const { return process().csrf_token_; }
std::string LiveView::csrf_token_for(std::string_view url) const { return crypto::csrf_token_for(csrf_token(), url); }

const Params& LiveView::connect_params() const { return process().arrival("connect_params()").connect_params(); }
const ConnectInfo& LiveView::connect_info() const { return process().arrival("connect_info()").connect_info(); }
bool LiveView::static_changed() const { return process().arrival("static_changed()").static_changed(); }

void LiveView::set_layout(Layout layout) {
  if (process().phase_ != view::Process::Phase::mounting)
    throw std::logic_error("a layout is chosen in mount or on_mount: set_layout was called later");
  layout.check(*this);
  process().layout_ = layout;
}

bool LiveView::has_assigned(std::string_view key, const void* field) const {
  const auto& shared = process().shared_;
  return shared && shared->has(key, field);
}

Message LiveView::assigned(std::string_view key) const {
  if (const auto& own = process().shared_) {
    own->publish(process().epoch_);
    if (auto value = own->find(key)) return *std::move(value);
  }
  const auto& around = process().inherited_;
  return around ? around->find(key).value_or(Message()) : Message();
}

// What is no member of the view may be gone when a nested view asks.
void LiveView::share(std::string_view key, const view::SharedField& field) {
  auto& shared = process().shared_;
  if (!shared) shared = std::make_shared<view::SharedAssigns>();
  if (process().owns(field.field))
    shared->put(key, field, process().epoch_);
  else
    shared->put(key, field.value(field.field));
}

void LiveView::put_private(std::string_view key, Value value) {
  constexpr std::string_view reserved[] = {"connect_params", "connect_info", "assign_new",  "live_async", "live_layout",
                                           "live_temp",      "lifecycle",    "render_with", "root_view"};
  if (std::find(std::begin(reserved), std::end(reserved), key) != std::end(reserved))
    throw std::invalid_argument("put_private cannot use the reserved key \"" + std::string(key) + "\"");
  process().extras().private_values.set(key, std::move(value));
}

const Value& LiveView::get_private(std::string_view key) const {
  static const Value null;
  return process().extras_ ? process().extras_->private_values[key] : null;
}

}  // namespace plume
