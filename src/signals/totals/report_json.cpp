#include "formats/json_text.h"
#include "signals/measure.h"
#include "signals/totals/report.h"

namespace dechaff::stats {
namespace {

void number(std::string& out, std::string_view name, double value) {
  out += ",\"";
  out += name;
  out += "\":";
  signals::append_value(out, value);
}

void append_row(std::string& out, const Report::Row& row) {
  out += '"';
  out += row.name;
  out += "\":{\"unit\":\"";
  out += row.unit;
  out += '"';
  const Histogram& values = row.values;
  number(out, "count", static_cast<double>(values.count()));
  number(out, "missing", static_cast<double>(values.missing()));
  if (values.count() > 0) {
    number(out, "mean", values.mean());
    number(out, "min", values.least());
    for (const int share : {1, 5, 10, 25, 50, 75, 90, 95, 99}) {
      number(out, "p" + std::to_string(share), values.percentile(share / 100.0));
    }
    number(out, "max", values.most());
    out += ",\"histogram\":[";
    bool first = true;
    for (const Histogram::Bar& bar : values.bars(24)) {
      if (!first) out += ',';
      first = false;
      out += '[';
      signals::append_value(out, bar.begin);
      out += ',';
      signals::append_value(out, bar.end);
      out += ',' + std::to_string(bar.count) + ']';
    }
    out += ']';
  }
  out += '}';
}

}  // namespace

void append_json(std::string& out, const Report& report) {
  out += "{\"schema\":\"";
  out += total_schema;
  out += '"';
  number(out, "documents", static_cast<double>(report.documents));
  number(out, "lines", static_cast<double>(report.lines));
  number(out, "bytes", static_cast<double>(report.bytes));
  out += ",\"signals\":{";
  for (const Report::Row& row : report.rows) {
    if (&row != report.rows.data()) out += ',';
    append_row(out, row);
  }
  out += "},\"repeated_lines\":{\"error\":" + std::to_string(report.error) + ",\"lines\":[";
  for (const Report::Line& line : report.repeated) {
    if (&line != report.repeated.data()) out += ',';
    out += "{\"count\":" + std::to_string(line.count) + ",\"text\":\"";
    formats::append_json(out, line.text);
    out += "\"}";
  }
  out += "]},\"rules\":[";
  for (const Report::Rule& rule : report.rules) {
    if (&rule != report.rules.data()) out += ',';
    out += "{\"reason\":\"";
    formats::append_json(out, rule.reason);
    out += "\",\"rule\":\"";
    formats::append_json(out, rule.rule);
    out += "\",\"count\":" + std::to_string(rule.count) +
           ",\"bytes\":" + std::to_string(rule.bytes) + '}';
  }
  out += "]}\n";
}

}  // namespace dechaff::stats
