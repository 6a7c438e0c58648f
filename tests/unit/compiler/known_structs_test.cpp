// What the compiler reads off the files around a template, for its messages.
#include "compiler/known_structs.h"

#include <gtest/gtest.h>

#include "compiler/nearest.h"

namespace plume::compiler {
namespace {

KnownStructs known(const char* text) {
  KnownStructs structs;
  structs.add(Source("a.h", text));
  return structs;
}

TEST(KnownStructs, AreFoundByTheEndOfTheirName) {
  const auto structs = known("namespace ui { struct badge { int n; }; } struct badge_list { int m; };");
  ASSERT_NE(structs.find("badge"), nullptr);
  EXPECT_EQ(structs.find("ui::badge"), structs.find("badge"));
  EXPECT_EQ(structs.find("::ui::badge"), structs.find("badge"));
  EXPECT_EQ(structs.find("::badge"), nullptr);
  EXPECT_EQ(structs.find("list"), nullptr) << "a name is not found by a part of it";
}

TEST(KnownStructs, SaysNothingOfSeveralOfOneName) {
  const auto structs = known("namespace a { struct x {}; } namespace b { struct x {}; }");
  EXPECT_EQ(structs.find("x"), nullptr);
  EXPECT_NE(structs.find("a::x"), nullptr);
  EXPECT_FALSE(structs.is_unknown("x"));
}

TEST(KnownStructs, AnAliasOrAMissingFileMayBeAnything) {
  auto structs = known("using users = table<User>; typedef int number;");
  EXPECT_FALSE(structs.is_unknown("users"));
  EXPECT_FALSE(structs.is_unknown("number"));
  EXPECT_TRUE(structs.is_unknown("user"));
  structs.add_missing();
  EXPECT_FALSE(structs.is_unknown("user"));
}

TEST(KnownStructs, TellsMembersFromFunctionsAndWhatIsHidden) {
  const auto structs = known(
      "class A { int first; public: int shown = 1; static int counted; int twice(int n) const; static int thrice(); "
      "private: int hidden; };");
  const auto& text = *structs.find("A");
  EXPECT_EQ(attribute_names(text), (std::vector<std::string>{"shown"}));
  EXPECT_EQ(text.hidden, (std::vector<std::string>{"first", "hidden"}));
  EXPECT_EQ(text.functions, (std::vector<std::string>{"twice"}));
}

TEST(Nearest, IsTheWordWithTheFewestOtherLetters) {
  const std::vector<std::string> words = {"label", "kind", "rounded", "hint"};
  EXPECT_EQ(nearest("hnt", words), "hint");
  EXPECT_EQ(nearest("lable", words), "label");
  EXPECT_EQ(nearest("Rounded", words), "rounded");
  EXPECT_EQ(nearest("size", words), "");
}

}  // namespace
}  // namespace plume::compiler
