#include <algorithm>
#include <charconv>
#include <cmath>

#include "signals/totals/report.h"

namespace dechaff::stats {
namespace {

constexpr std::string_view head = R"(<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>dechaff stats</title>
<style>
:root{--back:#fbfbf9;--card:#fff;--ink:#1d2328;--soft:#687079;--line:#e4e4de;--bar:#3a7d6d;--dim:#d9e6e1;--mark:#c8553d}
@media(prefers-color-scheme:dark){:root{--back:#14181b;--card:#1c2226;--ink:#e3e6e3;--soft:#97a1a6;--line:#2d363b;--bar:#6cbfa8;--dim:#2b3b38;--mark:#ef8a6f}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1180px;padding:2rem 1.25rem 4rem;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:2.5rem 0 .1rem}
p{margin:0 0 1rem;color:var(--soft)}
.tiles{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0}
.tile{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.6rem 1rem;min-width:9rem}
.tile b{display:block;font-size:1.35rem;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);font-size:.85rem}
nav{display:flex;flex-wrap:wrap;gap:.3rem .9rem;font-size:.9rem}a{color:var(--bar)}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(258px,1fr));gap:.75rem}
figure{margin:0;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.7rem .8rem .55rem;min-width:0}
figcaption b{font:600 .82rem/1.3 ui-monospace,monospace;overflow-wrap:anywhere}
figcaption span{display:block;color:var(--soft);font-size:.78rem;line-height:1.3;min-height:2.1em}
svg{display:block;width:100%;height:74px;margin:.35rem 0 .15rem}
svg rect{fill:var(--bar)}svg rect.b{fill:transparent}svg rect.b:hover{fill:var(--dim);opacity:.5}
svg line{stroke:var(--mark);stroke-width:1.5}svg path{stroke:var(--line)}
.axis{display:flex;justify-content:space-between;color:var(--soft);font-size:.72rem;font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:repeat(5,1fr);gap:0 .3rem;margin:.4rem 0 0;font-size:.74rem;font-variant-numeric:tabular-nums}
dt{color:var(--soft);grid-row:1}dd{margin:0;grid-row:2}
table{border-collapse:collapse;width:100%;background:var(--card);border:1px solid var(--line);font-size:.88rem}
th,td{text-align:left;padding:.32rem .6rem;border-top:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:500}td:first-child,td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;width:6rem}
td.t{overflow-wrap:anywhere}.wide{overflow-x:auto}
</style>
)";

void escape(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') {
      out += c;
    }
  }
}

std::string fixed(double value, int digits) {
  char out[400];
  const auto end = std::to_chars(out, out + sizeof out, value, std::chars_format::fixed, digits);
  return {out, end.ptr};
}

/// A few digits: 0.0123, 1.23, 12.3, 1,234, 12.3 k.
std::string brief(double value) {
  const double size = std::abs(value);
  if (size >= 1e9) return fixed(value / 1e9, 1) + " G";
  if (size >= 1e6) return fixed(value / 1e6, 1) + " M";
  if (size >= 1e4) return fixed(value / 1e3, 1) + " k";
  if (value == std::floor(value)) return fixed(value, 0);
  return fixed(value, size < 1 ? 3 : size < 100 ? 2 : 0);
}

void tile(std::string& out, const std::string& number, std::string_view what) {
  out += "<div class=tile><b>" + number + "</b><span>";
  out += what;
  out += "</span></div>";
}

void plot(std::string& out, const Histogram& values) {
  constexpr std::size_t bars = 28;
  const std::vector<Histogram::Bar> all = values.bars(bars);
  std::uint64_t most = 1;
  for (const Histogram::Bar& bar : all) most = std::max(most, bar.count);
  out += "<svg viewBox=\"0 0 280 74\" preserveAspectRatio=none role=img><path d=\"M0 73.5H280\"/>";
  const double width = 280.0 / static_cast<double>(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double x = width * static_cast<double>(i);
    // Roots, so that rare values are seen; the label has the number.
    const double height = all[i].count == 0
                              ? 0
                              : std::max(1.0, 72 * std::sqrt(static_cast<double>(all[i].count) /
                                                             static_cast<double>(most)));
    const std::string label = brief(all[i].begin) + " to " + brief(all[i].end) + ": " +
                              std::to_string(all[i].count) + " documents";
    if (height > 0) {
      out += "<rect x=" + fixed(x, 1) + " y=" + fixed(73 - height, 1) +
             " width=" + fixed(width - 1, 1) + " height=" + fixed(height, 1) + "></rect>";
    }
    out += "<rect class=b x=" + fixed(x, 1) + " y=0 width=" + fixed(width, 1) +
           " height=74><title>" + label + "</title></rect>";
  }
  const double begin = values.least(), end = values.most(), middle = values.percentile(0.5);
  if (end > begin) {
    const double part = values.logarithmic() ? (std::log10(1 + middle) - std::log10(1 + begin)) /
                                                   (std::log10(1 + end) - std::log10(1 + begin))
                                             : (middle - begin) / (end - begin);
    const std::string x = fixed(280 * part, 1);
    out += "<line x1=" + x + " x2=" + x + " y1=0 y2=73><title>median " + brief(middle) +
           "</title></line>";
  }
  out += "</svg><div class=axis><span>" + brief(begin) + "</span><span>" +
         (values.logarithmic() ? "logarithmic" : "") + "</span><span>" + brief(end) +
         "</span></div>";
}

void figure(std::string& out, const Report::Row& row) {
  out += "<figure><figcaption><b>";
  escape(out, row.name);
  out += "</b><span>";
  escape(out, row.meaning);
  out += " (";
  escape(out, row.unit);
  out += ")</span></figcaption>";
  const Histogram& values = row.values;
  if (values.count() == 0) {
    out += "<p>no values</p></figure>\n";
    return;
  }
  plot(out, values);
  out += "<dl>";
  const std::pair<const char*, double> numbers[] = {{"mean", values.mean()},
                                                    {"5 %", values.percentile(0.05)},
                                                    {"median", values.percentile(0.5)},
                                                    {"95 %", values.percentile(0.95)},
                                                    {"most", values.most()}};
  for (const auto& [name, value] : numbers) {
    out += std::string("<dt>") + name + "</dt><dd>" + brief(value) + "</dd>";
  }
  out += "</dl></figure>\n";
}

void tables(std::string& out, const Report& report) {
  if (!report.rules.empty()) {
    out +=
        "<h2 id=rules>What removed the most</h2><div "
        "class=wide><table><tr><th>bytes<th>times<th>reason<th>rule</tr>\n";
    for (const Report::Rule& rule : report.rules) {
      out += "<tr><td>" + std::to_string(rule.bytes) + "<td class=n>" + std::to_string(rule.count) +
             "<td>";
      escape(out, rule.reason);
      out += "<td class=t>";
      escape(out, rule.rule);
      out += "</tr>\n";
    }
    out += "</table></div>";
  }
  if (report.repeated.empty()) return;
  out += "<h2 id=lines>Repeated lines</h2><p>";
  out += report.error == 0
             ? "Exact counts."
             : "Counts are too small by at most " + std::to_string(report.error) + '.';
  out += "</p><div class=wide><table><tr><th>times<th>line</tr>\n";
  for (const Report::Line& line : report.repeated) {
    out += "<tr><td>" + std::to_string(line.count) + "<td class=t>";
    escape(out, line.text);
    out += "</tr>\n";
  }
  out += "</table></div>\n";
}

}  // namespace

void append_html(std::string& out, const Report& report) {
  out += head;
  out +=
      "<h1>What these texts are like</h1><p>Signals of every document, one plot each; the red line "
      "is "
      "the median, heights are square roots of counts. Point at a bar for its numbers.</p>";
  out += "<div class=tiles>";
  tile(out, brief(static_cast<double>(report.documents)), "documents");
  tile(out, brief(static_cast<double>(report.lines)), "lines that are not blank");
  tile(out, brief(static_cast<double>(report.bytes)) + "B", "text");
  out += "</div><nav>";
  std::string_view source, name;
  int section = 0;
  for (const Report::Row& row : report.rows) {
    if (row.source == source) continue;
    source = row.source;
    ++section;
    const std::string_view before = name;
    name = source.substr(0, source.find(','));
    if (name == before) continue;  // a second section of the same source follows the first
    out += "<a href=\"#s" + std::to_string(section) + "\">";
    escape(out, name);
    out += "</a>";
  }
  if (!report.rules.empty()) out += "<a href=\"#rules\">Rules</a>";
  if (!report.repeated.empty()) out += "<a href=\"#lines\">Repeated lines</a>";
  out += "</nav>\n";
  source = {};
  section = 0;
  for (const Report::Row& row : report.rows) {
    if (row.source != source) {
      if (section > 0) out += "</div>\n";
      source = row.source;
      out += "<h2 id=s" + std::to_string(++section) + '>';
      escape(out, source.substr(0, source.find(',')));
      out += "</h2><p>";
      escape(out, source);
      out += "</p><div class=grid>\n";
    }
    figure(out, row);
  }
  if (section > 0) out += "</div>\n";
  tables(out, report);
  out += "</html>\n";
}

}  // namespace dechaff::stats
