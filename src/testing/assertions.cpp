// What a view did by itself: patches, redirects, pushed events and replies.
#include <algorithm>
#include <stdexcept>

#include "plume/testing/view.h"
#include "testing/live_page.h"

namespace plume::testing {
namespace {

constexpr std::chrono::milliseconds at_once{0};

bool contains(const Value& value, const Value& part) {
  if (!part.is_object()) return value == part;
  return std::all_of(part.as_object().begin(), part.as_object().end(), [&](const Object::Member& member) {
    return value.contains(member.key) && contains(value[member.key], member.value);
  });
}

// Takes the first of the entries that fits out of them.
template <class Entries, class Fits>
std::optional<typename Entries::value_type> take(Entries& entries, const Fits& fits) {
  const auto found = std::find_if(entries.begin(), entries.end(), fits);
  if (found == entries.end()) return std::nullopt;
  auto entry = std::move(*found);
  entries.erase(found);
  return entry;
}

template <class Entries, class Text>
std::string list_of(const Entries& entries, const Text& text) {
  std::string list;
  for (const auto& entry : entries) list.append("\n  ").append(text(entry));
  return list.empty() ? "nothing" : list;
}

std::string where(const std::optional<std::string_view>& to) {
  return to ? "to \"" + std::string(*to) + "\"" : std::string("somewhere");
}

std::string text_of_patch(const std::string& patch) { return patch; }
std::string text_of_redirect(const Redirect& redirect) { return redirect.to; }
std::string text_of_event(const std::pair<std::string, Value>& event) {
  return event.first + " " + event.second.json();
}
std::string text_of_reply(const Value& reply) { return reply.json(); }

}  // namespace

bool Pattern::accepts(const Value& value) const {
  if (accepts_) return accepts_(value);
  return part_.is_null() || contains(value, part_);
}

std::string Pattern::text() const { return accepts_ ? "that the function accepts" : part_.json(); }

std::string View::take_patch(const std::optional<std::string_view>& to, std::chrono::milliseconds timeout) const {
  std::optional<std::string> patch;
  page_->wait(timeout, [&] {
    patch = take(instance_->patches, [&](const std::string& path) { return !to || path == *to; });
    return patch || instance_->is_over;
  });
  if (patch) return *patch;
  throw std::invalid_argument("expected " + instance_->id + " to patch " + where(to) + ", but got " +
                              list_of(instance_->patches, text_of_patch));
}

std::string View::assert_patch(std::chrono::milliseconds timeout) const { return take_patch(std::nullopt, timeout); }
void View::assert_patch(std::string_view to, std::chrono::milliseconds timeout) const { take_patch(to, timeout); }
void View::assert_patched(std::string_view to) const { take_patch(to, at_once); }

void View::refute_patched() const {
  page_->sync();
  if (!instance_->patches.empty())
    throw std::invalid_argument("expected " + instance_->id + " not to patch, but got " +
                                list_of(instance_->patches, text_of_patch));
}

void View::refute_patched(std::string_view to) const {
  page_->sync();
  const auto& patches = instance_->patches;
  if (std::find(patches.begin(), patches.end(), to) != patches.end())
    throw std::invalid_argument("expected " + instance_->id + " not to patch " + where(to) + ", but it did");
}

Redirect View::take_redirect(const std::optional<std::string_view>& to, std::chrono::milliseconds timeout) const {
  std::optional<Redirect> redirect;
  page_->wait(timeout, [&] {
    redirect = take(instance_->redirects, [&](const Redirect& one) { return !to || one.to == *to; });
    return redirect || instance_->is_over;
  });
  if (redirect) return *redirect;
  throw std::invalid_argument("expected " + instance_->id + " to redirect " + where(to) + ", but got " +
                              list_of(instance_->redirects, text_of_redirect));
}

std::pair<std::string, Flash> View::assert_redirect(std::chrono::milliseconds timeout) const {
  Redirect redirect = take_redirect(std::nullopt, timeout);
  return {std::move(redirect.to), std::move(redirect.flash)};
}
Flash View::assert_redirect(std::string_view to, std::chrono::milliseconds timeout) const {
  return take_redirect(to, timeout).flash;
}
Flash View::assert_redirected(std::string_view to) const { return take_redirect(to, at_once).flash; }

void View::refute_redirected() const {
  page_->sync();
  if (!instance_->redirects.empty())
    throw std::invalid_argument("expected " + instance_->id + " not to redirect, but got " +
                                list_of(instance_->redirects, text_of_redirect));
}

void View::refute_redirected(std::string_view to) const {
  page_->sync();
  for (const Redirect& redirect : instance_->redirects)
    if (redirect.to == to)
      throw std::invalid_argument("expected " + instance_->id + " not to redirect " + where(to) + ", but it did");
}

Value View::assert_push_event(std::string_view name, const Pattern& payload, std::chrono::milliseconds timeout) const {
  std::optional<std::pair<std::string, Value>> event;
  page_->wait(timeout, [&] {
    event = take(instance_->events, [&](const auto& one) { return one.first == name && payload.accepts(one.second); });
    return event || instance_->is_over;
  });
  if (event) return event->second;
  throw std::runtime_error("expected " + instance_->id + " to push the event \"" + std::string(name) + "\" with " +
                           payload.text() + ", but got " + list_of(instance_->events, text_of_event));
}

void View::refute_push_event(std::string_view name, const Pattern& payload, std::chrono::milliseconds timeout) const {
  const auto fits = [&](const auto& one) { return one.first == name && payload.accepts(one.second); };
  const auto& events = instance_->events;
  const auto pushed = [&] { return std::any_of(events.begin(), events.end(), fits); };
  page_->wait(timeout, [&] { return pushed() || instance_->is_over; });
  if (pushed())
    throw std::runtime_error("expected " + instance_->id + " not to push the event \"" + std::string(name) +
                             "\" with " + payload.text() + ", but got " + list_of(events, text_of_event));
}

Value View::assert_reply(const Pattern& payload, std::chrono::milliseconds timeout) const {
  std::optional<Value> reply;
  page_->wait(timeout, [&] {
    reply = take(instance_->replies, [&](const Value& one) { return payload.accepts(one); });
    return reply || instance_->is_over;
  });
  if (reply) return *reply;
  throw std::runtime_error("expected " + instance_->id + " to reply with " + payload.text() + ", but got " +
                           list_of(instance_->replies, text_of_reply));
}

}  // namespace plume::testing
