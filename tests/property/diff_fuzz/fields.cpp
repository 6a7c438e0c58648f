#include "fields.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace property {
namespace {

constexpr const char* markups[] = {"",
                                   "<b>bold</b>",
                                   "<i class=\"x\" title='y'>a &amp; b</i>",
                                   "<p>one</p><p>two</p>",
                                   "plain \\ text\n",
                                   "<br><input value=\"&quot;\">",
                                   "<!-- <p> -->"};

plume::Value random_value(Random& random) {
  switch (random.below(5)) {
    case 0:
      return nullptr;
    case 1:
      return random.once_in(2);
    case 2:
      return 100 + random.below(3);
    default:
      return random.text();
  }
}

plume::Rest random_attrs(Random& random) {
  plume::Rest rest;
  if (random.once_in(2)) rest.set("data-a", random.text());
  if (random.once_in(2)) rest.set("hidden", random.once_in(2));
  if (random.once_in(3)) rest.set("title", random.text());
  if (random.once_in(4)) rest.set("data-a", static_cast<int>(random.below(3)));
  return rest;
}

}  // namespace

void Fields::fill(Random& random) {
  for (int i = 0; i < 40; ++i) change_one(random);
}

void Fields::change(Random& random) {
  for (auto count = random.below(5); count > 0; --count) change_one(random);
}

void Fields::touch() {
  const auto mark = [](auto&... assign) { (assign.mark_changed(), ...); };
  mark(a, b, n, mode, x, text, word, markup, maybe, items, words, user, attrs, form);
}

void Fields::copy(const Fields& other) {
  const auto all = [](auto& of) {
    return std::tie(of.a, of.b, of.n, of.mode, of.x, of.text, of.word, of.markup, of.maybe, of.items, of.words, of.user,
                    of.attrs, of.form, of.last_id_);
  };
  all(*this) = all(other);
}

void Fields::change_one(Random& random) {
  switch (random.below(18)) {
    case 0:
      a = !a;
      break;
    case 1:
      b = !b;
      break;
    case 2:
      n = static_cast<int>(random.below(6));
      break;
    case 3:
      mode = static_cast<int>(random.below(4));
      break;
    case 4:
      x = static_cast<double>(random.below(8)) / 4;
      break;
    case 5:
      text = random.text();
      break;
    case 6:
      word = random.text();
      break;
    case 7:
      markup = markups[random.below(std::size(markups))];
      break;
    case 8:
      maybe = random.once_in(2) ? std::nullopt : std::optional(random.text());
      break;
    case 9:
      words = random.texts(4);
      break;
    case 10:
      change_item(random, user.edit());
      break;
    case 11:
      attrs = random_attrs(random);
      break;
    case 12:
      form.edit().set(random.once_in(2) ? "q" : "r", random_value(random));
      break;
    default:
      change_items(random);
  }
}

void Fields::change_items(Random& random) {
  auto& all = items.edit();
  const auto any = [&] { return all.begin() + static_cast<std::ptrdiff_t>(random.below(all.size())); };
  if (all.empty() || random.once_in(12)) {
    all.clear();
    for (auto count = random.below(7); count > 0; --count) all.push_back(new_item(random));
    return;
  }
  switch (random.below(11)) {
    case 0:
      all.insert(any(), new_item(random));
      break;
    case 1:
      all.push_back(new_item(random));
      break;
    case 2:
      all.erase(any());
      break;
    case 3:
      std::iter_swap(any(), any());
      break;
    case 4:
      std::rotate(all.begin(), any(), all.end());
      break;
    case 5:
      std::reverse(all.begin(), all.end());
      break;
    case 6:
      if (random.once_in(3)) all.clear();
      break;
    case 7:
      for (auto at = all.size(); at > 1; --at) std::swap(all[at - 1], all[random.below(at)]);
      break;
    case 8:
      for (auto& item : all) ++item.n;
      break;
    default:
      change_item(random, *any());
  }
}

void Fields::change_item(Random& random, Item& item) {
  switch (random.below(6)) {
    case 0:
      item.name = random.text();
      break;
    case 1:
      item.on = !item.on;
      break;
    case 2:
      item.note = random.once_in(2) ? std::nullopt : std::optional(random.text());
      break;
    case 3:
      item.tags = random.texts(4);
      break;
    case 4:
      item.n = static_cast<int>(random.below(5));
      break;
    default:
      item.tags.push_back(random.text());
  }
  if (item.tags.size() > 5) item.tags.erase(item.tags.begin());
}

Item Fields::new_item(Random& random) {
  Item item{.id = ++last_id_, .name = random.text(), .on = random.once_in(2), .note = {}, .tags = random.texts(3)};
  item.n = static_cast<int>(random.below(5));
  return item;
}

}  // namespace property
