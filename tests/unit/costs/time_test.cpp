// Nothing that a client sends takes quadratic time: input of 4n takes at most six times as long as input of n.
#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>
#include <utility>

#include "base/flash.h"
#include "base/json.h"
#include "base/log.h"
#include "base/percent.h"
#include "base/query.h"
#include "base/url.h"
#include "base/utf8.h"
#include "channel/message.h"
#include "channel/tokens.h"
#include "crypto/base64.h"
#include "http/cookies.h"
#include "http/forwarded.h"
#include "http/session_cookie.h"
#include "http/text.h"
#include "http/websocket_deflate.h"
#include "measure.h"
#include "plume/form_data.h"
#include "plume/html.h"
#include "plume/http.h"
#include "plume/parameter_filter.h"
#include "plume/path.h"
#include "plume/router.h"

namespace plume::testing {
namespace {

using Make = std::function<Work(std::size_t n)>;

struct Cost {
  const char* name;
  Make make;
  std::size_t largest = 1 << 14;
};

// Names the test; else it would be the bytes of the object.
void PrintTo(const Cost& cost, std::ostream* out) { *out << cost.name; }

class CostTest : public ::testing::TestWithParam<Cost> {};

TEST_P(CostTest, GrowsWithTheSize) { EXPECT_LE(growth(GetParam().make, 256, GetParam().largest), 6.0); }

/// Work on one thing that is made before.
template <class T, class Use>
Work with(T made, Use use) {
  return [made = std::make_shared<T>(std::move(made)), use] { use(*made); };
}

/// What `add` makes of 0, 1, …
template <class Add>
std::string text_of(std::size_t n, Add add) {
  std::string text;
  for (std::size_t i = 0; i < n; ++i) text += add(std::to_string(i));
  return text;
}

std::string times(std::size_t n, std::string_view piece) {
  return text_of(n, [piece](const std::string&) { return std::string(piece); });
}

constexpr auto key = [](std::size_t i) { return "a key of some length " + std::to_string(i); };

/// An object with the members from `begin` to `end`, in this order or the other.
Value object(std::size_t begin, std::size_t end, bool backwards = false) {
  Object made;
  for (std::size_t i = begin; i < end; ++i) {
    const auto number = backwards ? end - 1 - (i - begin) : i;
    made.append(key(number)) = std::to_string(number);
  }
  return made;
}

template <class Use>
Make on_object(Use use) {
  return [use](std::size_t n) { return with(object(0, n), use); };
}

template <class Use>
Make on_text(std::string_view piece, Use use) {
  return [piece = std::string(piece), use](std::size_t n) { return with(times(n, piece), use); };
}

Make equality(bool of_array) {
  return [of_array](std::size_t n) {
    Value one = object(0, n), other = object(0, n, true);
    if (of_array) {
      one = Value::array({one, 1});
      other = Value::array({other, 1});
    }
    return with(std::pair(std::move(one), std::move(other)),
                [](const auto& pair) { EXPECT_EQ(pair.first, pair.second); });
  };
}

INSTANTIATE_TEST_SUITE_P(
    Values, CostTest,
    ::testing::Values(
        Cost{"equality_backwards", equality(false)}, Cost{"equality_within", equality(true)},
        Cost{"equality", on_object([](const Value& value) { EXPECT_EQ(value, Value(value)); })},
        Cost{"inequality", [](std::size_t n) {
               return with(std::pair(object(0, n), object(1, n + 1)), [](const auto& pair) { EXPECT_NE(pair.first, pair.second); });
             }},
        Cost{"find", on_object([](const Value& value) { EXPECT_FALSE(value.contains("none")); })},
        Cost{"set", on_object([](Value& value) { value.as_object().set("new", 1); })},
        Cost{"erase", on_object([](Value& value) { value.as_object().erase("none"); })},
        Cost{"json", on_object([](const Value& value) { value.json(); })},
        Cost{"sorted_json", on_object([](const Value& value) { value.json(true); })},
        Cost{"push_back", [](std::size_t n) {
               return [n] {
                 Value list;
                 for (std::size_t i = 0; i < n; ++i) list.push_back("a text that is not a short one");
               };
             }},
        Cost{"drop_repeated_keys", [](std::size_t n) {
               Object repeated;
               for (std::size_t i = 0; i < n; ++i) repeated.append(key(i / 2)) = 1;
               return with(std::move(repeated), [](const Object& made) { Object(made).drop_repeated_keys(); });
             }},
        Cost{"integer", on_text("1", [](const std::string& text) { EXPECT_FALSE(Value(text).integer()); }), 1 << 18},
        Cost{"number", on_text("1", [](const std::string& text) { Value(text).number(); }), 1 << 18},
        Cost{"parse_members", [](std::size_t n) { return with(object(0, n).json(), [](const std::string& text) { parse_json(text); }); }},
        Cost{"parse_equal_members", [](std::size_t n) {
               return with("{" + times(n, R"("a":1,)") + "\"a\":1}", [](const std::string& text) { EXPECT_EQ(parse_json(text).size(), 1u); });
             }},
        Cost{"parse_objects", [](std::size_t n) {
               return with("[" + times(n, R"({"a":[],"b":{}},)") + "1]", [](const std::string& text) { parse_json(text); });
             }},
        Cost{"filter", on_object([](const Value& value) { ParameterFilter().apply(value); })},
        Cost{"merged_session", [](std::size_t n) {
               return with(std::pair(object(0, n), object(n / 2, 2 * n)),
                           [](const auto& pair) { channel::merged_session(pair.first, pair.second); });
             }}),
    [](const auto& cost) { return std::string(cost.param.name); });

// ---------------------------------------------------------------------------------------------------------------------
// Requests

Request request(std::size_t n) {
  Request made;
  made.body_params = object(0, n);
  made.query_params = object(n / 2, 2 * n);
  made.path_params = object(n / 4, n);
  return made;
}

std::string first_part(const std::string& number) { return "name" + number; }

INSTANTIATE_TEST_SUITE_P(
    Requests, CostTest,
    ::testing::Values(
        Cost{"params", [](std::size_t n) { return with(request(n), [](const Request& made) { made.params(); }); }},
        Cost{"cookies",
             [](std::size_t n) {
               return with(text_of(n, [](const std::string& i) { return first_part(i) + "=1; "; }),
                           [](const std::string& text) { http::parse_cookies(text); });
             },
             1 << 18},
        Cost{"equal_cookies",
             [](std::size_t n) {
               return with(
                   text_of(299, [](const std::string& i) { return first_part(i) + "=1; "; }) + times(n, "name298=1; "),
                   [](const std::string& text) { http::parse_cookies(text); });
             }},
        Cost{"bad_cookies", on_text("a ;", [](const std::string& text) { http::parse_cookies(text); }), 1 << 18},
        Cost{"session_cookie",
             on_text("x.",
                     [](const std::string& text) {
                       const http::SessionCookie cookie({}, std::string(64, 's'));
                       EXPECT_EQ(cookie.read(Value{{SessionOptions().key, text}}), http::BrowserSession());
                     }),
             1 << 18},
        Cost{"headers",
             [](std::size_t n) {
               Headers headers;
               for (std::size_t i = 0; i < n; ++i) headers.add(key(i), "x");
               return with(std::move(headers), [](Headers& made) {
                 EXPECT_FALSE(made.contains("none"));
                 EXPECT_EQ(made.get("none"), "");
                 made.set("new", "1");
                 made.erase("new");
               });
             }},
        Cost{"forwarded",
             [](std::size_t n) {
               Headers headers;
               headers.add("x-forwarded-for", times(n, "1.2.3.4, "));
               return with(std::move(headers),
                           [](const Headers& made) { http::Forwarded({"x-forwarded-for"}).rewritten(made, {}); });
             }},
        Cost{"list", on_text("a ,, b,", [](const std::string& text) { EXPECT_FALSE(http::list_holds(text, "c")); })},
        Cost{"deflate",
             [](std::size_t n) {
               Headers headers;
               headers.add("sec-websocket-extensions", times(n, "permessage-deflate; x; y,") + times(n, ";"));
               return with(std::move(headers),
                           [](const Headers& made) { EXPECT_EQ(http::accepted_deflate(made), ""); });
             }},
        Cost{"split_path", on_text("/a", [](const std::string& text) { split_path(text); })},
        Cost{"slashes", on_text("/", [](const std::string& text) { split_path(text); }), 1 << 18},
        Cost{"route",
             [](std::size_t n) {
               auto router = std::make_shared<Router>();
               router->get("/a/*rest", [](Request&) { return Response(); });
               return [router, path = times(n, "/a")] { EXPECT_TRUE(router->match("GET", path)); };
             }},
        Cost{"path_rest", on_text("/a", [](const std::string& text) { PathRest rest(text); })},
        Cost{"url", on_text("a/", [](const std::string& text) { EXPECT_TRUE(parse_url("http://h/" + text)); }),
             1 << 18},
        Cost{"hosts", on_text("a.", [](const std::string& text) { EXPECT_FALSE(parse_url("http://" + text)); }),
             1 << 18}),
    [](const auto& cost) { return std::string(cost.param.name); });

// ---------------------------------------------------------------------------------------------------------------------
// Queries

constexpr QueryLimits no_limits{32, 1 << 30};

Value parsed(std::string_view query) { return parse_query(query, std::pmr::get_default_resource(), no_limits); }

template <class Add>
Make query_of(Add add) {
  return [add](std::size_t n) { return with(text_of(n, add), [](const std::string& text) { parsed(text); }); };
}

INSTANTIATE_TEST_SUITE_P(
    Queries, CostTest,
    ::testing::Values(
        Cost{"distinct", query_of([](const std::string& i) { return "k" + i + "=1&"; })},
        Cost{"equal", query_of([](const std::string&) { return "k=1&"; })},
        Cost{"list", query_of([](const std::string&) { return "k[]=1&"; })},
        Cost{"rows", query_of([](const std::string& i) { return "k[" + i + "][name]=1&"; })},
        Cost{"row", query_of([](const std::string& i) { return "k[][" + i + "]=1&"; })},
        Cost{"contradictions", query_of([](const std::string& i) { return "k[a][" + i + "]=1&k=1&k[]=1&"; })},
        Cost{"nothing", on_text("&", [](const std::string& text) { parsed(text); }), 1 << 18},
        Cost{"percent", on_text("%61", [](const std::string& text) { parsed(text); }), 1 << 18},
        Cost{"brackets", on_text("[", [](const std::string& text) { parsed("a" + text); }), 1 << 18},
        Cost{"key_path", on_text("[", [](const std::string& text) { key_path("a" + text); }), 1 << 18},
        Cost{"deep", on_text("[b]", [](const std::string& text) { EXPECT_THROW(key_path("a" + text), QueryError); }),
             1 << 18},
        Cost{"form_event", on_object([](const Value& meta) { decode_form_event("a=1&b=2", meta); })},
        Cost{"encode", on_object([](const Value& value) { encode_query(value); }), 1 << 13},
        Cost{"encode_nothing",
             [](std::size_t n) {
               Value empty = Value::array({});
               for (std::size_t i = 0; i < n; ++i) empty.push_back(Value::object());
               return with(Value{{std::string(64 * n, 'k'), std::move(empty)}},
                           [](const Value& value) { EXPECT_EQ(encode_query(value), ""); });
             },
             1 << 14}),
    [](const auto& cost) { return std::string(cost.param.name); });

// ---------------------------------------------------------------------------------------------------------------------
// Flash

INSTANTIATE_TEST_SUITE_P(
    Flashes, CostTest,
    ::testing::Values(Cost{"of_value", on_object([](const Value& value) { flash_of_value(value); })},
                      Cost{"to_value",
                           [](std::size_t n) {
                             return with(flash_of_value(object(0, n)),
                                         [](const Flash& flash) { flash_to_value(flash); });
                           }},
                      Cost{"merge",
                           [](std::size_t n) {
                             return with(std::pair(flash_of_value(object(0, n)), flash_of_value(object(n / 2, 2 * n))),
                                         [](const auto& pair) { Flash(pair.first).merge(pair.second); });
                           }},
                      Cost{"one_kind",
                           [](std::size_t n) {
                             return with(flash_of_value(object(0, n)), [](Flash& flash) {
                               flash.put("new", "1");
                               EXPECT_FALSE(flash["none"]);
                               flash.erase("new");
                             });
                           }}),
    [](const auto& cost) { return std::string(cost.param.name); });

// ---------------------------------------------------------------------------------------------------------------------
// Forms

struct Row {
  std::string name;
  int n = 0;
  PLUME_FIELDS(name, n)
};
struct Table {
  std::vector<Row> rows;
  std::vector<int> numbers;
  PLUME_FIELDS(rows, numbers)
  void check(FormErrors& errors) const {
    for (std::size_t i = 0; i < rows.size(); ++i) errors.add("rows[" + std::to_string(i) + "][name]", "wrong");
  }
};

/// {"0": {"name": …, "n": "x"}, …}, of which no number can be decoded.
Value rows(std::size_t n) {
  Object all;
  for (std::size_t i = 0; i < n; ++i) all.append(std::to_string(i)) = Value{{"name", "x"}, {"n", "x"}};
  return all;
}

Value numbers(std::size_t begin, std::size_t end) {
  Value all = Value::array({});
  for (std::size_t i = begin; i < end; ++i) all.push_back(std::to_string(i));
  return all;
}

FormErrors errors_of(std::size_t n) {
  FormErrors errors;
  for (std::size_t i = 0; i < n; ++i) errors.add("rows[" + std::to_string(i) + "][name]", "wrong");
  return errors;
}

Form form_of(std::size_t n) {
  Form form = to_form(Value{{"rows", rows(n)}}, {.as = "table"});
  form.data = Value{{"rows", Value::array({})}};
  form.errors = errors_of(n);
  return form;
}

/// The fields of a form of which nobody was at any.
Value unused(std::size_t n) {
  Object fields;
  for (std::size_t i = 0; i < n; ++i) {
    fields.append(key(i)) = "";
    fields.append("_unused_" + key(i)) = "";
  }
  return fields;
}

constexpr std::size_t few_rows = most_rows / 4;

INSTANTIATE_TEST_SUITE_P(
    Forms, CostTest,
    ::testing::Values(
        Cost{"used",
             [](std::size_t n) {
               return with(to_form(Value{{"nested", unused(n)}}),
                           [](const Form& form) { EXPECT_FALSE(used_input(form["nested"])); });
             }},
        Cost{"field",
             [](std::size_t n) {
               return with(to_form(object(0, n)),
                           [](const Form& form) { EXPECT_TRUE(Form(form)["none"].value.is_null()); });
             }},
        Cost{"nested_forms",
             [](std::size_t n) {
               return with(form_of(n), [](const Form& form) {
                 const Form fresh(form);
                 EXPECT_EQ(fresh["rows"].forms().back().errors.size(), 1u);
               });
             },
             1 << 12},
        Cost{"equal_ids",
             [](std::size_t n) {
               Value all = Value::array({});
               for (std::size_t i = 0; i < n; ++i) all.push_back(Value{{"_persistent_id", "7"}});
               Form form = to_form(Value{{"rows", std::move(all)}}, {.as = "table"});
               form.data = Value{{"rows", Value::array({})}};
               return with(std::move(form), [](const Form& made) { Form(made)["rows"].forms(); });
             },
             1 << 12},
        Cost{"decode_rows",
             [](std::size_t n) {
               return with(Value{{"rows", rows(std::min(n, 4 * few_rows))}},
                           [](const Value& params) { decode<Table>(params); });
             },
             few_rows},
        Cost{"too_many_rows",
             [](std::size_t n) {
               return with(Value{{"rows", rows(n)}},
                           [](const Value& params) { EXPECT_FALSE(decode<Table>(params).ok()); });
             },
             1 << 12},
        Cost{"sort_and_drop",
             [](std::size_t n) {
               return with(Value{{"rows", rows(n)}, {"rows_sort", numbers(0, n)}, {"rows_drop", numbers(0, n)}},
                           [](const Value& params) { decode<Table>(params); });
             },
             1 << 12},
        Cost{"decode_list",
             [](std::size_t n) {
               return with(Value{{"numbers", numbers(0, n)}}, [](const Value& params) { decode<Table>(params); });
             }},
        Cost{"decode_indexed_list",
             [](std::size_t n) {
               return with(Value{{"numbers", object(0, n)}}, [](const Value& params) { decode<Table>(params); });
             }},
        Cost{"errors",
             [](std::size_t n) {
               return with(errors_of(n), [](const FormErrors& errors) {
                 EXPECT_FALSE(errors.has("none"));
                 FormErrors around;
                 around.add_below("table", errors);
                 EXPECT_EQ(around.below("table").size(), errors.size());
                 EXPECT_EQ(errors, FormErrors(errors));
               });
             }},
        Cost{"checked_errors",
             [](std::size_t n) {
               return with(errors_of(n), [](const FormErrors& errors) {
                 FormErrors all(errors);
                 detail::add_checked(all, errors);
               });
             }},
        Cost{"equality",
             [](std::size_t n) { return with(form_of(n), [](const Form& form) { EXPECT_EQ(form, Form(form)); }); },
             1 << 12},
        Cost{"input_id", on_text("/", [](const std::string& text) { input_id(FormField(), text); }), 1 << 18},
        Cost{"textarea", on_text("\n", [](const std::string& text) { normalize_value("textarea", text); }), 1 << 18}),
    [](const auto& cost) { return std::string(cost.param.name); });

// ---------------------------------------------------------------------------------------------------------------------
// Texts

INSTANTIATE_TEST_SUITE_P(
    Texts, CostTest,
    ::testing::Values(
        Cost{"utf8", on_text("\xc3\xbc", [](const std::string& text) { EXPECT_TRUE(is_utf8(text)); }), 1 << 18},
        Cost{"repaired_utf8", on_text("\xf0\x9f\x98", [](const std::string& text) { repaired_utf8(text); })},
        Cost{"html", on_text("\"<\xff", [](const std::string& text) { escape_html(text); })},
        Cost{"json", on_text("\"\n\xff",
                             [](const std::string& text) {
                               std::string out;
                               append_json_string(out, text);
                             })},
        Cost{"log", on_text("\u0085\xff\n",
                            [](const std::string& text) {
                              std::string line;
                              LogValue(text).append_to(line);
                            })},
        Cost{"percent",
             on_text("%2f", [](const std::string& text) { percent_encode(*percent_decode(text, Plus::space)); })},
        Cost{"base64",
             on_text("AAAA", [](const std::string& text) { crypto::base64_encode(*crypto::base64_decode(text)); })},
        Cost{"message",
             on_text("[",
                     [](const std::string& text) {
                       const std::string frame = R"(["\u0031","2","t","e",)" + text + "]";
                       channel::ClientMessage message(frame);
                       EXPECT_THROW(message.parse_payload(std::pmr::get_default_resource()), HttpError);
                     }),
             1 << 18}),
    [](const auto& cost) { return std::string(cost.param.name); });

}  // namespace
}  // namespace plume::testing
