#include "text/json_writer.h"

#include <limits>

#include "catch.h"

using dechaff::text::append_json;
using dechaff::text::JsonWriter;

TEST_CASE("a JSON writer puts commas, quotes and escapes") {
  std::string out = "before\n";
  JsonWriter json(out);
  json.begin_object().member("a", "x\"y\\z\n\x01").member("b", 7).member("c", true);
  json.key("d").begin_list().value("p").value(std::string("q")).begin_list().end_list().end_list();
  json.key("e").begin_object().end_object().key("f").number("%.2f", 0.5);
  json.member("least", std::numeric_limits<std::int64_t>::min());
  json.member("most", std::numeric_limits<std::uint64_t>::max()).end_line();
  json.begin_object().key("g").raw("null").key("h").begin_text();
  out += "AB";
  json.end_text().end_line();
  CHECK(out ==
        "before\n"
        R"({"a":"x\"y\\z\n\u0001","b":7,"c":true,"d":["p","q",[]],"e":{},"f":0.50,)"
        R"("least":-9223372036854775808,"most":18446744073709551615})"
        "\n{\"g\":null,\"h\":\"AB\"}\n");
}

TEST_CASE("a JSON writer goes on inside an object that has members") {
  std::string out = "{\"a\":1";
  JsonWriter(out, true).member("b", false).end_object();
  CHECK(out == "{\"a\":1,\"b\":false}");
}

TEST_CASE("JSON text passes what needs no escape, bad bytes too") {
  std::string out;
  append_json(out, "é\xFF\t/\x7F\x1F");
  CHECK(out == "é\xFF\\t/\x7F\\u001f");
}
