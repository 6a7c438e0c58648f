// How the compiler reads C++: tokens, lists, declarations, patterns.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "compiler/cpp_code.h"
#include "compiler/cpp_lexer.h"
#include "compiler/literals.h"

namespace plume::compiler {
namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  for (const auto& token : lex(text, {0, text.size()})) found.emplace_back(token.text);
  return found;
}
using Words = std::vector<std::string>;

TEST(Lexer, Tokens) {
  EXPECT_EQ(words("a+b->c::d"), (Words{"a", "+", "b", "->", "c", "::", "d"}));
  EXPECT_EQ(words("@count>=1'000"), (Words{"@count", ">=", "1'000"}));
  EXPECT_EQ(words("v<v<int>>"), (Words{"v", "<", "v", "<", "int", ">", ">"}));
  EXPECT_EQ(words("1..@n"), (Words{"1", "..", "@n"}));
  EXPECT_EQ(words("0x1Fp-3+1e+5f-.5"), (Words{"0x1Fp-3", "+", "1e+5f", "-", ".5"}));
  EXPECT_EQ(words("0xe+1"), (Words{"0xe", "+", "1"}));
  EXPECT_EQ(words("x /* { */ y // }\nz"), (Words{"x", "y", "z"}));
}

TEST(Lexer, StringsAreOneToken) {
  EXPECT_EQ(words(R"(f("a\"}b", '}', '\'', u8"x"_s))"),
            (Words{"f", "(", R"("a\"}b")", ",", "'}'", ",", R"('\'')", ",", R"(u8"x"_s)", ")"}));
  EXPECT_EQ(words("R\"x(a\"}\n)x\" b"), (Words{"R\"x(a\"}\n)x\"", "b"}));
  EXPECT_EQ(words("LR\"(a)\""), (Words{"LR\"(a)\""}));
}

TEST(Lexer, WhatNothingEndsIsUnterminated) {
  for (const auto text : {"\"abc\n\"", "'a\n", "/* a", "R\"x(a)y\""})
    EXPECT_EQ(lex(text, {0, std::string_view(text).size()})[0].kind, CppToken::Kind::unterminated) << text;
}

TEST(Lexer, ClosingBraceIsFoundBeyondStringsAndComments) {
  const auto closing = [](std::string_view text) { return find_closing_brace(text, {0, text.size()}); };
  EXPECT_EQ(closing("a}"), 1u);
  EXPECT_EQ(closing("{}{{}}}"), 6u);
  EXPECT_EQ(closing("\"}\" '}' R\"(})\" /*}*/ }"), 21u);
  EXPECT_EQ(closing("1'000}"), 5u);
  EXPECT_EQ(closing("// }\n}"), 5u);
  EXPECT_EQ(closing("\\} \\{ }"), 6u);
  EXPECT_EQ(closing("{ }"), std::string_view::npos);
}

TEST(Literals, ValuesOfStrings) {
  EXPECT_EQ(string_value(R"("a\n\t\"\\\x41\101\u00e9\U0001F600")"), "a\n\t\"\\AAé😀");
  EXPECT_EQ(string_value("R\"x(a\\n)\")x\""), "a\\n)\"");
  EXPECT_EQ(string_value("u8\"a\""), "a");
  EXPECT_EQ(string_value("u8R\"(a)\""), "a");
  EXPECT_EQ(string_value(R"("a"_s)"), std::nullopt);
  EXPECT_EQ(string_value(R"("\0")"), std::nullopt);
  EXPECT_EQ(string_value(R"("\xFF")"), std::nullopt) << "bytes that are no UTF-8 stay with the C++ compiler";
  EXPECT_EQ(string_value(R"(L"a")"), std::nullopt);
}

TEST(Literals, TextsAsLiterals) {
  EXPECT_EQ(cpp_string("a\"\\\n\x01é"), "\"a\\\"\\\\\\n\\001é\"");
  EXPECT_EQ(json_string("a\"\\\n\x01é</b>"), "\"a\\\"\\\\\\n\\u0001é</b>\"");
  EXPECT_EQ(html_escaped("<a href=\"'&\">"), "&lt;a href=&quot;&#39;&amp;&quot;&gt;");
}

Names declared(std::string_view text) { return declared_names(text, {0, text.size()}); }

TEST(Declarations, NamesThatStatementsBind) {
  EXPECT_EQ(declared("auto x = 1"), Names{"x"});
  EXPECT_EQ(declared("const auto& [a, b] = p; int n = a;"), (Names{"a", "b", "n"}));
  EXPECT_EQ(declared("std::map<int, std::string>::iterator it = m.begin();"), Names{"it"});
  EXPECT_EQ(declared("unsigned long long const* p = &q;"), Names{"p"});
  EXPECT_EQ(declared("Row row{1}; Row other(2);"), (Names{"row", "other"}));
  EXPECT_EQ(declared("if (auto* p = f(); p != nullptr) {"), Names{"p"});
  EXPECT_EQ(declared("for (const Row& row : rows) {"), Names{"row"});
  EXPECT_EQ(declared("for (int i = 0; i < n; ++i) {"), Names{"i"});
}

// Taking a mere use for a declaration would hide a dependency.
TEST(Declarations, UsesBindNothing) {
  for (const auto text : {"if (a && b) {", "if (a * b) {", "f(a)", "a.b = 1", "x = y", "if (a < b && c > d) {", "++n",
                          "if (@a && flag) {", "return a"})
    EXPECT_EQ(declared(text), Names{}) << text;
}

Names bound(std::string_view text) {
  const auto pattern = parse_pattern(text, {0, text.size()});
  return pattern ? pattern->names() : Names{"(none)"};
}

TEST(Patterns, NamesListsAndDeclarations) {
  EXPECT_EQ(bound("x"), Names{"x"});
  EXPECT_EQ(bound("[a, b]"), (Names{"a", "b"}));
  EXPECT_EQ(bound("{a, _, _b}"), Names{"a"});
  EXPECT_EQ(bound("[[name, _], at]"), (Names{"name", "at"}));
  EXPECT_EQ(bound("const Row& row"), Names{"row"});
  EXPECT_EQ(bound("auto* p"), Names{"p"});
  EXPECT_EQ(bound("auto&& [a, b]"), (Names{"a", "b"}));
  for (const auto text : {"", "1", "f(x)", "[]", "[const Row& r]", "for", "\"x\"", "[a, b"})
    EXPECT_EQ(bound(text), Names{"(none)"}) << text;
}

TEST(Generators, PatternAndCollection) {
  const std::string_view text = "[a, b] <- f(x, y < -1)";
  const auto generator = parse_generator(text, {0, text.size()});
  ASSERT_TRUE(generator);
  EXPECT_EQ(generator->pattern.names(), (Names{"a", "b"}));
  EXPECT_EQ(text.substr(generator->collection.begin), "f(x, y < -1)");
  EXPECT_FALSE(generator->range_end);
}

TEST(Generators, Ranges) {
  const std::string_view text = "i <- 1..@n + 1";
  const auto generator = parse_generator(text, {0, text.size()});
  ASSERT_TRUE(generator && generator->range_end);
  EXPECT_EQ(text.substr(generator->collection.begin, 1), "1");
  EXPECT_EQ(text.substr(generator->range_end->begin), "@n + 1");
}

TEST(Lists, CommasWithinBracketsSeparateNothing) {
  const std::string_view text = "f(a, b), [c, d], {e, f}, \",\",";
  const auto parts = split_at(text, {0, text.size()}, ",");
  ASSERT_EQ(parts.size(), 4u);
  EXPECT_EQ(text.substr(parts[1].begin, parts[1].end - parts[1].begin), " [c, d]");
}

}  // namespace
}  // namespace plume::compiler
