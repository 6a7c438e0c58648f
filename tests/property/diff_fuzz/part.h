// Live components of the property tests.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>

#include "fields.h"
#include "plume/live_component.h"

namespace property {

class Part;

/// The page that is tested, to which fresh renders are compared.
struct Original {
  Random* random = nullptr;
  std::map<std::string, Part*> parts;  ///< by class and id
  bool copying = false;                ///< what is made now are parts of a fresh render of it
};
inline Original original;

/// The same in every process.
inline std::uint64_t seed_of(std::string_view text) {
  std::uint64_t seed = 0xcbf29ce484222325;
  for (const char c : text) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return seed;
}

/// A live component with fields of its own. In a fresh render it has the state of the one of the same class and id, but
/// its attributes from its call.
class Part : public plume::LiveComponent, public Fields {
 public:
  plume::Assign<std::string> label;
  plume::Assign<int> number{0};
  plume::Assign<std::string> name;  ///< of the call, or what the component made it since
  plume::Slot<> inner_block;

  ~Part() override {
    if (!of_) original.parts.erase(key_);
  }
  void mount() override {
    key_ = std::string(typeid(*this).name()) + " " + id.get();
    const auto known = original.parts.find(key_);
    if (original.copying && known != original.parts.end()) {
      of_ = known->second;
      copy(*of_);
    } else {
      Random of_key(seed_of(key_));
      fill(of_key);
      if (original.copying)
        of_ = this;
      else
        original.parts[key_] = this;
    }
  }
  void update() override {
    if (std::exchange(told_, false)) return;
    given_ = name.get();
    renamed_ = false;
    if (of_ && of_->renamed_ && of_->given_ == given_) name = of_->name.get();
  }
  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "touch") return touch();
    if (event == "change") return change(*original.random);
    name = original.random->text();
    renamed_ = true;
  }

  /// Whether an attribute has another value than its call gave.
  bool renamed() const { return renamed_; }
  /// What send_update sends, to change it.
  virtual plume::view::ComponentUpdate message() = 0;

 protected:
  void be_told() {
    told_ = true;
    change(*original.random);
  }

 private:
  std::string key_;
  const Part* of_ = nullptr;
  std::string given_;  // as name
  bool renamed_ = false;
  bool told_ = false;
};

template <class C>
class PartOf : public Part {
 public:
  plume::view::ComponentUpdate message() override {
    const std::function<void(C&)> change = [](C& part) { part.be_told(); };
    return original.random->once_in(2) ? plume::detail::component_update<C>(id.get(), change)
                                       : plume::detail::component_update<C>(myself, change);
  }
};

}  // namespace property
