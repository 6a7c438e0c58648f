#include "base/query.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace plume {
namespace {

std::string decoded(std::string_view query) { return parse_query(query).json(); }

std::string path(std::string_view name) { return Value(key_path(name)).json(); }

struct Case {
  const char* query;
  const char* json;
};

class QueryShapes : public testing::TestWithParam<Case> {};

TEST_P(QueryShapes, Decode) { EXPECT_EQ(decoded(GetParam().query), GetParam().json) << GetParam().query; }

// server-api 13.9 and wire-protocol 4.4
INSTANTIATE_TEST_SUITE_P(
    Spec, QueryShapes,
    testing::Values(Case{"a=1", R"({"a":"1"})"}, Case{"a[b]=1", R"({"a":{"b":"1"}})"},
                    Case{"a[]=1&a[]=2", R"({"a":["1","2"]})"}, Case{"a[][b]=1", R"({"a":[{"b":"1"}]})"},
                    Case{"a[][b]=1&a[][c]=2", R"({"a":[{"b":"1","c":"2"}]})"},
                    Case{"a[][b]=1&a[][b]=2", R"({"a":[{"b":"2"}]})"},
                    Case{"a[0][b]=1&a[1][b]=2", R"({"a":{"0":{"b":"1"},"1":{"b":"2"}}})"},
                    Case{"a=1&a=2", R"({"a":"2"})"}, Case{"a", R"({"a":""})"}, Case{"a=", R"({"a":""})"},
                    Case{"a=b=c", R"({"a":"b=c"})"}, Case{"a+b=c+d%20e", R"({"a b":"c d e"})"},
                    Case{"user%5Bname%5D=Al+%26+bo", R"({"user":{"name":"Al & bo"}})"}, Case{"", "{}"},
                    Case{"&&", "{}"}, Case{"a=1&&&vsn=2.0.0&", R"({"a":"1","vsn":"2.0.0"})"}, Case{"=1", R"({"":"1"})"},
                    Case{"user[_unused_tags][]=&user[tags][]=t2", R"({"user":{"_unused_tags":[""],"tags":["t2"]}})"}));

INSTANTIATE_TEST_SUITE_P(MalformedBracketsAreLiteral, QueryShapes,
                         testing::Values(Case{"a[b=1", R"({"a[b":"1"})"}, Case{"a]=1", R"({"a]":"1"})"},
                                         Case{"[]=1", R"({"[]":"1"})"}, Case{"[a]=1", R"({"[a]":"1"})"},
                                         Case{"a[b]c=1", R"({"a[b]c":"1"})"}, Case{"a[b][=1", R"({"a[b][":"1"})"},
                                         Case{"a[b[c]]=1", R"({"a[b[c]]":"1"})"}, Case{"a[b]]=1", R"({"a[b]]":"1"})"},
                                         Case{"a][b]=1", R"({"a][b]":"1"})"}));

INSTANTIATE_TEST_SUITE_P(TheLaterOfConflictingShapesWins, QueryShapes,
                         testing::Values(Case{"a[]=1&a[b]=2", R"({"a":{"b":"2"}})"}, Case{"a[b]=2&a=1", R"({"a":"1"})"},
                                         Case{"a=1&a[b]=2", R"({"a":{"b":"2"}})"},
                                         Case{"a[b]=1&a[]=2", R"({"a":["2"]})"}, Case{"a=1&a[]=2", R"({"a":["2"]})"},
                                         Case{"a[b]=1&a=2&a[c]=3", R"({"a":{"c":"3"}})"},
                                         Case{"a[b]=1&a=2&a[b]=3", R"({"a":{"b":"3"}})"},
                                         Case{"x=0&a[b]=1&y=2&a=3", R"({"x":"0","a":"3","y":"2"})"},
                                         Case{"a[]=1&a[][b]=2&a[][c]=3&a[]=4", R"({"a":["1",{"b":"2","c":"3"},"4"]})"},
                                         Case{"a[][]=1&a[][]=2", R"({"a":[["1","2"]]})"},
                                         Case{"a[][b]=1&a[][][]=2", R"({"a":[{"b":"1"},[["2"]]]})"}));

TEST(Query, RefusesInvalidPercentSequencesAndUtf8) {
  for (const char* query : {"a=%", "a=%2", "%zz=1", "a=%FF", "%C3=1", "a=\xC3\x28", "a=1&b=%ED%A0%80"}) {
    EXPECT_THROW(parse_query(query), QueryError) << query;
  }
}

TEST(Query, LimitsDepth) {
  const auto nested = [](std::size_t parts) {
    std::string name = "a";
    for (std::size_t i = 1; i < parts; ++i) name += "[b]";
    return name;
  };
  EXPECT_NO_THROW(parse_query(nested(32)));
  try {
    parse_query(nested(33));
    FAIL();
  } catch (const QueryError& error) {
    EXPECT_EQ(error.status(), 413);
  }
}

TEST(Query, LimitsWhatNamesMake) {
  std::string query;
  for (int i = 0; i < 4096; ++i) query += "a[" + std::to_string(i) + "][b][c]=1&";
  EXPECT_NO_THROW(parse_query(query));
  query.clear();
  for (int i = 0; i < 4096; ++i) query += "a[" + std::to_string(i) + "][b][c][d][e]=1&";
  EXPECT_THROW(parse_query(query), QueryError);
}

TEST(Query, LimitsPairs) {
  EXPECT_NO_THROW(parse_query("a&a&&a", std::pmr::get_default_resource(), {.max_pairs = 3}));
  EXPECT_THROW(parse_query("a&a&a&a", std::pmr::get_default_resource(), {.max_pairs = 3}), QueryError);
}

TEST(Query, ManyDistinctNamesCostNoQuadraticTime) {
  std::string query;
  for (int i = 0; i < 200'000; ++i) query += "k" + std::to_string(i) + "&";
  EXPECT_EQ(parse_query(query, std::pmr::get_default_resource(), {.max_pairs = 1'000'000}).size(), 200'000u);
}

TEST(Query, LivesInTheGivenMemoryResourceOnly) {
  std::array<std::byte, 16384> bytes;
  std::pmr::monotonic_buffer_resource arena(bytes.data(), bytes.size(), std::pmr::null_memory_resource());
  std::pmr::memory_resource* usual = std::pmr::set_default_resource(std::pmr::null_memory_resource());
  bool same = false;
  EXPECT_NO_THROW({
    const Value value = parse_query("a[a name longer than the small string][]=with+a+text+longer+than+it", &arena);
    same = value["a"]["a name longer than the small string"].at(0).text() == "with a text longer than it";
  });
  std::pmr::set_default_resource(usual);
  EXPECT_TRUE(same);
}

TEST(KeyPath, W4_4_LeadsToTheField) {
  EXPECT_EQ(path("user[name]"), R"(["user","name"])");
  EXPECT_EQ(path("undefined"), R"(["undefined"])");
  EXPECT_EQ(path("tags[]"), R"(["tags"])");
  EXPECT_EQ(path("a[][b]"), R"(["a","b"])");
  EXPECT_EQ(path("a[b"), R"(["a[b"])");
  EXPECT_EQ(path("50%"), R"(["50%"])");
}

TEST(KeyPath, LimitsDepth) {
  const auto nested = [](std::size_t parts) {
    std::string name = "a";
    for (std::size_t i = 1; i < parts; ++i) name += "[b]";
    return name;
  };
  EXPECT_EQ(key_path(nested(32)).size(), 32u);
  EXPECT_THROW(key_path(nested(33)), QueryError);
  EXPECT_EQ(key_path("a" + std::string(100, '[')).size(), 1u) << "it is no nested name";
  EXPECT_THROW(decode_form_event("", Value{{"_target", nested(33)}}), QueryError);
}

TEST(EncodeQuery, LimitsWhatIsWritten) {
  Value items = Value::array({});
  for (int i = 0; i < 1000; ++i) items.push_back("1");
  EXPECT_THROW(encode_query(Value{{std::string(10'000, 'k'), items}}), QueryError);
}

TEST(FormEvent, W4_3_ObservedChangeEvent) {
  const Value params = decode_form_event(
      "h=hid&user%5Bname%5D=Al+%26+bo&user%5B_unused_mail%5D=&user%5Bmail%5D=&user%5B_unused_tags%5D%5B%5D=&"
      "user%5Btags%5D%5B%5D=t2",
      Value{{"_target", "user[name]"}, {"fv", "1"}});
  EXPECT_EQ(params.json(),
            R"({"h":"hid","user":{"name":"Al & bo","_unused_mail":"","mail":"","_unused_tags":[""],"tags":["t2"]},)"
            R"("_target":["user","name"],"fv":"1"})");
}

TEST(FormEvent, MetaGoesOverTheFormAndAListTargetIsKept) {
  const Value meta{{"a", Value{{"x", 1}}}, {"_target", Value::array({"a", "x"})}};
  EXPECT_EQ(decode_form_event("a[b]=1&c=2", meta).json(), R"({"a":{"x":1},"c":"2","_target":["a","x"]})");
  EXPECT_EQ(decode_form_event("a=1", Value()).json(), R"({"a":"1"})");
}

TEST(EncodeQuery, ReadsBack) {
  const Value value{{"q", "a b&c=é"}, {"list", Value::array({"1", "2"})}, {"user", Value{{"name", "x"}}}};
  EXPECT_EQ(encode_query(value), "q=a+b%26c%3D%C3%A9&list%5B%5D=1&list%5B%5D=2&user%5Bname%5D=x");
  EXPECT_EQ(parse_query(encode_query(value)), value);
  EXPECT_EQ(encode_query(Value{{"n", 1}, {"b", true}, {"z", nullptr}}), "n=1&b=true&z=");
}

TEST(FormEvent, ManyMetaMembersCostNoQuadraticTime) {
  Object meta;
  for (int i = 0; i < 200'000; ++i) meta.append("k" + std::to_string(i)) = 0;
  EXPECT_EQ(decode_form_event("k7=1&a=2", Value(std::move(meta))).size(), 200'001u);
}

}  // namespace
}  // namespace plume
