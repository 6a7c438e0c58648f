// Form: what a template needs to show a form: the ids, names, values and errors of its fields.
//
//     plume::Assign<plume::Form> form{plume::to_form(plume::Params::object(), {.as = "user"})};
//
//     void handle_event(std::string_view, const plume::Params& params) override {
//       plume::FormErrors errors;
//       if (params["user"]["name"].text().empty()) errors.add("name", "Please tell us your name.");
//       form = plume::to_form(params["user"], {.as = "user", .errors = errors});
//     }
//
//     <.form for={@form} id="user" phx-change="validate" phx-submit="save">
//       <input id={@form["name"].id} name={@form["name"].name} value={@form["name"].value}>
//       <p :for={error <- plume::used_errors(@form["name"])}>{error}</p>
//     </.form>
//
// Forms that stand for a C++ struct, with typed values: plume/form_data.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plume/owns_data.h"
#include "plume/value.h"

namespace plume {

class Form;

/// One thing that is wrong with a form.
struct FormError {
  std::string field;        ///< as in names, below the form: "qty", "lines[0][qty]"; "" for the form itself
  std::string message;      ///< for people
  std::string_view code{};  ///< of errors found by plume::decode, for translations; see form_data.h
  bool operator==(const FormError&) const = default;
};

/// What is wrong with the fields of a form, in the order in which it was found.
class FormErrors {
 public:
  void add(std::string_view field, std::string_view message);
  void add(FormError error) { errors_.push_back(std::move(error)); }
  /// Adds errors of a nested form, whose name below this one is `prefix`: "address", "lines[0]".
  void add_below(std::string_view prefix, const FormErrors& errors);
  /// Those of the nested form `prefix`, named as they are below it.
  FormErrors below(std::string_view prefix) const;
  bool has(std::string_view field) const;

  bool empty() const { return errors_.empty(); }
  std::size_t size() const { return errors_.size(); }
  auto begin() const { return errors_.begin(); }
  auto end() const { return errors_.end(); }
  bool operator==(const FormErrors&) const = default;

 private:
  std::vector<FormError> errors_;
};

/// How the forms nested in a field are made.
struct NestedOptions {
  std::string_view id{};  ///< in place of the parent's id
  std::string_view as{};  ///< in place of the name `parent[field]`
  Value initial{};  ///< where the form's data has nothing for the field: an object for one form, an array for many
  Value prepend{};  ///< an array: before the initial ones, as long as there are no parameters
  Value append{};   ///< an array: after them
  bool skip_persistent_id = false;  ///< forms are known by their index only
  bool operator==(const NestedOptions&) const = default;
};

/// One field of a form (the seed's `Phoenix.HTML.FormField`). A light view, valid as long as its form is neither
/// changed nor moved. As the attribute of a component: `plume::Required<plume::FormField> field`.
class FormField {
 public:
  std::string_view id;                  ///< `form_field`; `field` where the form has no id
  std::string_view name;                ///< `form[field]`; `field` where the form has no name
  std::string_view field;               ///< the key
  const Value& value;                   ///< that of the parameters where they have the key, else that of the data
  std::span<const std::string> errors;  ///< messages
  const Form* form = nullptr;           ///< null for a field of no form

  FormField();
  FormField(std::string_view field_id, std::string_view field_name, std::string_view key, const Value& field_value,
            std::span<const std::string> messages, const Form* of)
      : id(field_id), name(field_name), field(key), value(field_value), errors(messages), form(of) {}
  FormField(const FormField&) = default;
  /// Refers to what `other` does from now on.
  FormField& operator=(const FormField& other) {
    if (this != &other) std::construct_at(this, other);
    return *this;
  }

  /// The forms nested in this field: those of `<.inputs_for>`. They belong to the form, and are valid until it is
  /// changed, or asked for the same field's forms with other options.
  const std::vector<Form>& forms(const NestedOptions& options = {}) const;

  /// Tells fields apart that look different.
  std::uint64_t control_hash() const;
};

template <>
inline constexpr bool owns_data<FormField> = false;

namespace detail {

/// What a form has computed for its fields. Copies start empty, since all of it can be computed anew.
class FormCache {
 public:
  struct Entry;
  FormCache();
  FormCache(const FormCache&);
  FormCache(FormCache&&) noexcept;
  FormCache& operator=(const FormCache&);
  FormCache& operator=(FormCache&&) noexcept;
  ~FormCache();
  bool operator==(const FormCache&) const { return true; }

  /// That of `field`; nullptr where there is none yet.
  Entry* find(std::string_view field) const;
  Entry& add(std::unique_ptr<Entry> entry) const;
  std::unique_ptr<Form>& renamed() const { return renamed_; }

 private:
  mutable std::unique_ptr<Form> renamed_;
  mutable std::map<std::string_view, std::unique_ptr<Entry>> entries_;  // by the key, which the entry holds
};

}  // namespace detail

/// A form (the seed's `Phoenix.HTML.Form`): what was submitted, what it was made from, and what is wrong. Made by
/// to_form; its members are for reading. Equal where all of them are. Used by one thread at a time.
class Form {
 public:
  std::string id;                    ///< prefix of the fields' ids
  std::string name;                  ///< of the parameter that holds the fields; "" where nothing is around them
  bool has_dom_id = false;           ///< `<.form>` writes the id: it was given, and not taken from the name
  Value data = Value::object();      ///< values of fields that the parameters do not have
  Params params = Params::object();  ///< as submitted
  FormErrors errors;
  std::string action;         ///< what the application made it for, as "validate"; "" for nothing
  std::optional<int> index;   ///< of a nested form, from 0
  std::string persistent_id;  ///< of a nested form: stays with it when others come and go

  /// The field of that key. Allocates when it is asked for the first time.
  FormField operator[](std::string_view field) const;
  FormField operator[](const char* field) const { return (*this)[std::string_view(field)]; }

  /// This form where name and id are what they are or empty, else one with them, which belongs to this one.
  const Form& renamed(std::string_view as, std::string_view new_id) const;

  bool operator==(const Form&) const = default;

 private:
  friend class FormField;
  detail::FormCache::Entry& entry(std::string_view field) const;
  detail::FormCache cache_;
};

struct FormOptions {
  std::string_view as{};      ///< the form's name, and its id where no other is given
  std::string_view id{};      ///< the form's id, which `<.form>` writes too
  FormErrors errors{};        ///< what is wrong
  std::string_view action{};  ///< see Form::action
};

/// A form of submitted parameters, or of initial values (the seed's `to_form/2`). What is no object counts as an empty
/// one: browsers may send anything.
Form to_form(const Params& params, const FormOptions& options = {});
/// The same form with some things replaced: those that are given.
Form to_form(const Form& form, const FormOptions& options);

/// Whether the user has been at this field (the seed's `used_input?/1`): it was submitted, and not marked as unused by
/// the browser. A nested form is used where any field of it is.
bool used_input(const FormField& field);
/// The errors of a field that was used, else none.
std::span<const std::string> used_errors(const FormField& field);

/// The DOM id of one of several inputs for a field, say of a radio button: the field's id and the value, with `_` for
/// each ASCII character that is neither letter nor digit (LiveView: `input_id/3`). All other characters stay, so only
/// values that differ in ASCII punctuation and spaces alone get the same id.
std::string input_id(const FormField& field, std::string_view value);

/// What an input of a type shows for a value (the seed's `normalize_value/2`): "checkbox": whether it is true (a
/// boolean); "datetime-local": the time up to the minute; "textarea": a line end before the text, so that browsers keep
/// one which the text begins with. Other types: the value.
Value normalize_value(std::string_view type, const Value& value);

}  // namespace plume
