// Fields: the state that all templates of the property tests render, and its random changes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plume/assign.h"
#include "plume/component.h"
#include "plume/range.h"
#include "plume/value.h"
#include "random.h"

namespace property {

struct Item {
  int id = 0;
  std::string name;
  bool on = false;
  std::optional<std::string> note;
  std::vector<std::string> tags;
  int n = 0;
  friend bool operator==(const Item&, const Item&) = default;
};

/// A template of the tests is a class derived from this one.
class Fields {
 public:
  virtual ~Fields() = default;
  virtual void render(plume::Render& r) = 0;

  /// Fills everything at random.
  void fill(Random& random);
  /// Up to four changes, sometimes none.
  void change(Random& random);
  /// Marks every field as changed, without a change.
  void touch();
  /// Takes the values of all fields of another one.
  void copy(const Fields& other);

  plume::Assign<bool> a, b;
  plume::Assign<int> n, mode;
  plume::Assign<double> x;
  plume::Assign<std::string> text, word, markup;
  plume::Assign<std::optional<std::string>> maybe;
  plume::Assign<std::vector<Item>> items;  // with ids of their own
  plume::Assign<std::vector<std::string>> words;
  plume::Assign<Item> user;
  plume::Assign<plume::Rest> attrs;
  plume::Assign<plume::Value> form;  // an object with "q" and "r"

 private:
  void change_one(Random& random);
  void change_items(Random& random);
  void change_item(Random& random, Item& item);
  Item new_item(Random& random);
  int last_id_ = 0;
};

/// Whether a template says `controls`: it has form controls, whose live values are sent again although equal.
template <class T>
inline constexpr bool has_controls = requires { T::controls; };

}  // namespace property
