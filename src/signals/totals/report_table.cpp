#include <algorithm>
#include <charconv>
#include <cmath>

#include "signals/totals/report.h"
#include "text/utf8.h"

namespace dechaff::stats {
namespace {

/// At most seven characters: shares with four digits behind the point, large numbers with k and M.
std::string brief(double value) {
  const double size = std::abs(value);
  const char* unit = "";
  int digits = size < 10 ? 4 : size < 1000 ? 1 : 0;
  if (value == std::floor(value) && size < 100000) digits = 0;
  if (size >= 1e8) {
    value /= 1e6;
    unit = "M";
  } else if (size >= 1e5) {
    value /= 1e3;
    unit = "k";
  }
  char out[64];
  const auto end = std::to_chars(out, out + sizeof out, value, std::chars_format::fixed, digits);
  return std::string(out, end.ptr) + unit;
}

void right(std::string& out, const std::string& text, std::size_t width) {
  out.append(width > text.size() ? width - text.size() : 0, ' ');
  out += text;
}

void left(std::string& out, std::string_view text, std::size_t width) {
  out += text;
  const std::size_t size = text::code_points(text);
  out.append(width > size ? width - size : 0, ' ');
}

/// Ten bars of the distribution.
std::string spark(const Histogram& values) {
  static constexpr const char* levels[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::uint64_t most = 0;
  const auto bars = values.bars(10);
  for (const auto& bar : bars) most = std::max(most, bar.count);
  std::string out;
  for (const auto& bar : bars) {
    if (bar.count == 0) {
      out += ' ';
    } else {
      const auto level = static_cast<std::size_t>(
          7.0 * std::sqrt(static_cast<double>(bar.count) / static_cast<double>(most)));
      out += levels[level];
    }
  }
  return out;
}

/// Control characters would steer a terminal.
std::string plain(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return out;
}

}  // namespace

void append_table(std::string& out, const Report& report) {
  out += std::to_string(report.documents) + " documents, " + std::to_string(report.lines) +
         " lines, " + std::to_string(report.bytes) + " bytes of text\n";
  std::string_view source;
  for (const Report::Row& row : report.rows) {
    if (row.source != source) {
      source = row.source;
      out += '\n';
      out += source;
      out += '\n';
      left(out, "", 38);
      for (const char* head : {"mean", "5 %", "50 %", "95 %", "most"}) right(out, head, 9);
      out += '\n';
    }
    left(out, row.name, 38);
    if (row.values.count() == 0) {
      right(out, "none", 9);
    } else {
      for (const double value :
           {row.values.mean(), row.values.percentile(0.05), row.values.percentile(0.5),
            row.values.percentile(0.95), row.values.most()}) {
        right(out, brief(value), 9);
      }
      out += "  " + spark(row.values);
    }
    while (out.back() == ' ') out.pop_back();
    out += '\n';
  }
  if (!report.rules.empty()) {
    out += "\nWhat removed the most\n";
    right(out, "times", 9);
    right(out, "bytes", 12);
    out += "  reason\n";
    for (const Report::Rule& rule : report.rules) {
      right(out, std::to_string(rule.count), 9);
      right(out, std::to_string(rule.bytes), 12);
      out += "  " + rule.reason + (rule.rule.empty() ? "" : "  " + plain(rule.rule)) + '\n';
    }
  }
  if (!report.repeated.empty()) {
    out += "\nRepeated lines";
    if (report.error > 0)
      out += " (counts are too small by at most " + std::to_string(report.error) + ')';
    out += '\n';
    for (const Report::Line& line : report.repeated) {
      right(out, std::to_string(line.count), 9);
      out += "  " + plain(line.text) + '\n';
    }
  }
}

}  // namespace dechaff::stats
