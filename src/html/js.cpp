#include "plume/js.h"

#include <stdexcept>

#include "base/json.h"
#include "base/url.h"

namespace plume {
namespace {

Value names_of(std::string_view text) {
  Value names = Value::array({});
  while (!text.empty()) {
    const auto end = text.find(' ');
    if (const auto name = text.substr(0, end); !name.empty()) names.push_back(name);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return names;
}

Value transition_of(const Transition& t) {
  return Value::array({names_of(t.during), names_of(t.start), names_of(t.end)});
}

// The arguments of one command; what was not given is left out.
class Arguments {
 public:
  Arguments& set(std::string_view key, Value value) {
    object_.set(key, std::move(value));
    return *this;
  }
  template <class T>
  Arguments& maybe(std::string_view key, const std::optional<T>& value) {
    return value ? set(key, *value) : *this;
  }
  Arguments& maybe(std::string_view key, const std::optional<Transition>& value) {
    return value ? set(key, transition_of(*value)) : *this;
  }
  Arguments& to(const std::optional<Selector>& selector) {
    if (!selector) return *this;
    switch (selector->scope()) {
      case Selector::Scope::document:
        return set("to", selector->css());
      case Selector::Scope::inner:
        return set("to", Value{{"inner", selector->css()}});
      case Selector::Scope::closest:
        return set("to", Value{{"closest", selector->css()}});
    }
    return *this;
  }
  template <class Options>
  Arguments& timing(const Options& options) {
    return maybe("time", options.time).maybe("blocking", options.blocking);
  }
  const Value& value() const { return object_; }

 private:
  Value object_ = Value::object();
};

void check_object(const std::optional<Value>& value, std::string_view what) {
  if (value && !value->is_object())
    throw std::invalid_argument(std::string(what) + " must be an object, not " + std::string(value->type_name()));
}

}  // namespace

JS& JS::append(std::string_view name, const Value& arguments) {
  if (!commands_.empty()) commands_.push_back(',');
  commands_.push_back('[');
  append_json_string(commands_, name);
  commands_.push_back(',');
  append_json(commands_, arguments);
  commands_.push_back(']');
  return *this;
}

JS& JS::push(std::string_view event, const PushOptions& options) {
  check_object(options.value, "the value of JS().push(\"" + std::string(event) + "\")");
  Arguments arguments;
  arguments.set("event", event);
  if (options.target) std::visit([&](const auto& target) { arguments.set("target", target); }, *options.target);
  arguments.maybe("loading", options.loading).maybe("page_loading", options.page_loading).maybe("value", options.value);
  return append("push", arguments.value());
}

JS& JS::dispatch(std::string_view event, const DispatchOptions& options) {
  check_object(options.detail, "the detail of JS().dispatch(\"" + std::string(event) + "\")");
  if (options.detail && event == "click")
    throw std::invalid_argument("JS().dispatch(\"click\") takes no detail: it is a mouse event");
  if (options.blocking && options.detail && options.detail->contains("done"))
    throw std::invalid_argument(
        "the detail of a blocking JS().dispatch must not have a member \"done\": the client puts it there");
  Arguments arguments;
  arguments.set("event", event).to(options.to).maybe("bubbles", options.bubbles).maybe("detail", options.detail);
  if (options.blocking) arguments.set("blocking", true);
  return append("dispatch", arguments.value());
}

JS& JS::show(const ShowOptions& options) {
  return append("show", Arguments()
                            .to(options.to)
                            .maybe("display", options.display)
                            .maybe("transition", options.transition)
                            .timing(options)
                            .value());
}

JS& JS::hide(const HideOptions& options) {
  return append("hide", Arguments().to(options.to).maybe("transition", options.transition).timing(options).value());
}

JS& JS::toggle(const ToggleOptions& options) {
  return append("toggle", Arguments()
                              .to(options.to)
                              .maybe("display", options.display)
                              .maybe("ins", options.in)
                              .maybe("outs", options.out)
                              .timing(options)
                              .value());
}

JS& JS::change_class(std::string_view name, std::string_view classes, const ClassOptions& options) {
  return append(name, Arguments()
                          .set("names", names_of(classes))
                          .to(options.to)
                          .maybe("transition", options.transition)
                          .timing(options)
                          .value());
}

JS& JS::add_class(std::string_view names, const ClassOptions& options) {
  return change_class("add_class", names, options);
}
JS& JS::remove_class(std::string_view names, const ClassOptions& options) {
  return change_class("remove_class", names, options);
}
JS& JS::toggle_class(std::string_view names, const ClassOptions& options) {
  return change_class("toggle_class", names, options);
}

JS& JS::transition(const Transition& transition, const TransitionOptions& options) {
  return append("transition",
                Arguments().set("transition", transition_of(transition)).to(options.to).timing(options).value());
}

JS& JS::set_attribute(std::string_view name, std::string_view value, const ToOptions& options) {
  return append("set_attr", Arguments().set("attr", Value::array({name, value})).to(options.to).value());
}

JS& JS::remove_attribute(std::string_view name, const ToOptions& options) {
  return append("remove_attr", Arguments().set("attr", name).to(options.to).value());
}

JS& JS::toggle_attribute(std::string_view name, std::string_view value, const ToOptions& options) {
  return append("toggle_attr", Arguments().set("attr", Value::array({name, value})).to(options.to).value());
}

JS& JS::toggle_attribute(std::string_view name, std::string_view one, std::string_view other,
                         const ToOptions& options) {
  return append("toggle_attr", Arguments().set("attr", Value::array({name, one, other})).to(options.to).value());
}

JS& JS::ignore_attributes(const std::vector<std::string>& names, const ToOptions& options) {
  return append("ignore_attrs", Arguments().set("attrs", names).to(options.to).value());
}

JS& JS::focus(const ToOptions& options) { return append("focus", Arguments().to(options.to).value()); }
JS& JS::focus_first(const ToOptions& options) { return append("focus_first", Arguments().to(options.to).value()); }
JS& JS::push_focus(const ToOptions& options) { return append("push_focus", Arguments().to(options.to).value()); }
JS& JS::pop_focus() { return append("pop_focus", Value::object()); }

JS& JS::navigate(std::string_view href, const NavigateOptions& options) {
  validate_live_url(href);
  return append("navigate", Arguments().set("href", href).set("replace", options.replace).value());
}

JS& JS::patch(std::string_view href, const NavigateOptions& options) {
  validate_live_url(href);
  return append("patch", Arguments().set("href", href).set("replace", options.replace).value());
}

JS& JS::exec(std::string_view attribute, const ToOptions& options) {
  return append("exec", Arguments().set("attr", attribute).to(options.to).value());
}

JS& JS::concat(const JS& other) {
  if (!commands_.empty() && !other.commands_.empty()) commands_.push_back(',');
  commands_ += other.commands_;
  return *this;
}

Value JS::value() const { return parse_json(json()); }

}  // namespace plume
