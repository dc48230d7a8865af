#include "compare/diff_page.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "render/html_text.h"
#include "render/html_writer.h"

namespace dechaff::compare {
namespace {

std::string number(double value, const char* form) {
  char out[32];
  std::snprintf(out, sizeof out, form, value);
  return out;
}

std::string percent(std::size_t part, std::size_t whole) {
  return number(
      100 * static_cast<double>(part) / static_cast<double>(std::max<std::size_t>(1, whole)),
      "%.1f %%");
}

/// The rows of the reason table: [code, colour, why, rule], each once.
class Rows {
 public:
  std::size_t add(const std::string& side, std::string_view colour, const Change& change) {
    std::string row = "[";
    render::append_script_json(row, side + ": " + change.code);
    row += ",\"" + std::string(colour) + "\",";
    render::append_script_json(row, change.why);
    row += ',';
    render::append_script_json(row, change.rule);
    row += ']';
    const auto [at, fresh] = index_.try_emplace(row, index_.size());
    if (fresh) json_ += (json_.empty() ? "" : ",") + row;
    return at->second;
  }
  std::string json() const { return '[' + json_ + ']'; }

 private:
  std::map<std::string, std::size_t> index_;
  std::string json_;
};

}  // namespace

std::string summary(const Difference& d, const std::string& name_a, const std::string& name_b) {
  const std::size_t all = d.document->text.size();
  return name_a + " removes " + percent(d.removed_a, all) + ", " + name_b + ' ' +
         percent(d.removed_b, all) + "; " + std::to_string(d.only_a) + " bytes only " + name_a +
         ", " + std::to_string(d.only_b) + " bytes only " + name_b;
}

std::string section(const Difference& d, const std::string& name_a, const std::string& name_b) {
  const Sampled& document = *d.document;
  Rows rows;
  std::vector<render::Stretch> stretches;
  std::size_t line = document.first_line, counted = 0;
  const Change* last_a = nullptr;
  const Change* last_b = nullptr;
  for (const Part& part : parts_of(document)) {
    line += static_cast<std::size_t>(
        std::count(document.text.begin() + static_cast<std::ptrdiff_t>(counted),
                   document.text.begin() + static_cast<std::ptrdiff_t>(part.span.begin), '\n'));
    counted = part.span.begin;
    const bool same = part.same();
    const bool left = !same && part.a != nullptr;
    const std::string_view colour = same                        ? "same"
                                    : left && part.b == nullptr ? "left"
                                    : left                      ? "same"
                                                                : "right";
    std::string attributes = " class=\"f-" + std::string(colour) + '"';
    if (!same) {
      const Change& change = left ? *part.a : *part.b;
      const std::string side = left && part.b != nullptr ? "both, not alike"
                               : left                    ? "only " + name_a
                                                         : "only " + name_b;
      attributes += " data-r=\"" + std::to_string(rows.add(side, colour, change)) + "\" data-s=\"" +
                    number(static_cast<double>(change.score), "%.3g") + "\" data-l=\"" +
                    std::to_string(line) + "\" data-b=\"" + std::to_string(part.span.begin) + '-' +
                    std::to_string(part.span.end) + '"';
    }
    render::Stretch stretch{part.span, "del", std::move(attributes), {}};
    const auto insert = [&](const Change* change, const Change*& last, const char* side) {
      if (change != nullptr && change != last && !change->insert.empty()) {
        stretch.inserts.push_back({" class=\"" + std::string(side) + '"', change->insert});
      }
      last = change;
    };
    if (same) {
      insert(part.a, last_a, "in-both");
      last_b = part.b;
    } else {
      insert(part.a, last_a, "in-left");
      insert(part.b, last_b, "in-right");
    }
    stretches.push_back(std::move(stretch));
  }
  std::string out = "<section data-bytes=\"" + std::to_string(document.text.size()) +
                    "\" data-removed=\"" + std::to_string(d.bytes()) + "\" data-sum=\"";
  render::append_attribute(out, summary(d, name_a, name_b));
  out += "\">\n<h2>";
  render::append_html(out, document.source);
  if (!document.id.empty()) {
    out += " <span class=\"id\">";
    render::append_html(out, document.id);
    out += "</span>";
  }
  out += "</h2>\n<p class=\"sum\"></p>\n<script type=\"application/json\">" + rows.json() +
         "</script>\n<div class=\"text\">";
  render::append_stretches(out, document.text, stretches);
  return out + "</div>\n</section>\n";
}

}  // namespace dechaff::compare
