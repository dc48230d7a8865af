#include "signals/measure.h"
#include "signals/totals/report.h"
#include "text/json_writer.h"

namespace dechaff::stats {
namespace {

void append_number(text::JsonWriter& json, std::string& out, double value) {
  json.raw({});
  signals::append_value(out, value);
}

void append_member(text::JsonWriter& json, std::string& out, std::string_view name, double is) {
  json.key(name);
  append_number(json, out, is);
}

void append_row(text::JsonWriter& json, std::string& out, const Report::Row& row) {
  json.key(row.name).begin_object().member("unit", row.unit);
  const Histogram& values = row.values;
  json.member("count", values.count()).member("missing", values.missing());
  if (values.count() > 0) {
    append_member(json, out, "mean", values.mean());
    append_member(json, out, "min", values.least());
    for (const int share : {1, 5, 10, 25, 50, 75, 90, 95, 99})
      append_member(json, out, "p" + std::to_string(share), values.percentile(share / 100.0));
    append_member(json, out, "max", values.most());
    json.key("histogram").begin_list();
    for (const Histogram::Bar& bar : values.bars(24)) {
      json.begin_list();
      append_number(json, out, bar.begin);
      append_number(json, out, bar.end);
      json.value(bar.count).end_list();
    }
    json.end_list();
  }
  json.end_object();
}

}  // namespace

void append_json(std::string& out, const Report& report) {
  text::JsonWriter json(out);
  json.begin_object().member("schema", total_schema).member("documents", report.documents);
  json.member("lines", report.lines).member("bytes", report.bytes);
  json.key("signals").begin_object();
  for (const Report::Row& row : report.rows) append_row(json, out, row);
  json.end_object().key("repeated_lines").begin_object().member("error", report.error);
  json.key("lines").begin_list();
  for (const Report::Line& line : report.repeated)
    json.begin_object().member("count", line.count).member("text", line.text).end_object();
  json.end_list().end_object().key("rules").begin_list();
  for (const Report::Rule& rule : report.rules) {
    json.begin_object().member("reason", rule.reason).member("rule", rule.rule);
    json.member("count", rule.count).member("bytes", rule.bytes).end_object();
  }
  json.end_list().end_line();
}

}  // namespace dechaff::stats
