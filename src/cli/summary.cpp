#include "cli/summary.h"

#include "text/json_writer.h"

namespace dechaff::cli {
namespace {

void append_counts(text::JsonWriter& json, std::string_view list, std::string_view name,
                   const Tally::Counts& counts) {
  json.key(list).begin_list();
  for (const auto& [key, count] : counts) {
    json.begin_object().member(name, key).member("decisions", count.decisions);
    json.member("bytes", count.bytes).end_object();
  }
  json.end_list();
}

}  // namespace

std::string summary_of(const RunTotals& totals, const Tally& tally, std::uint64_t errors,
                       double seconds) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("schema", "dechaff.summary/1").member("version", DECHAFF_VERSION);
  json.member("documents", totals.documents);
  json.member("bytes_in", totals.bytes_in).member("bytes_out", totals.bytes_out);
  json.member("text_in", totals.text_in).member("text_out", totals.text_out);
  json.member("emptied", totals.emptied).member("left_out", totals.left_out);
  json.member("without_text", totals.without_text);
  json.member("not_utf8", totals.invalid_documents);
  json.member("errors", errors).member("put_aside", totals.aside);
  json.key("seconds").number("%.3f", seconds);
  json.key("stages").begin_list();
  for (const StageCount& stage : totals.stages) {
    json.begin_object().member("stage", stage.name).member("decisions", stage.decisions);
    json.member("bytes", stage.bytes).end_object();
  }
  json.end_list();
  append_counts(json, "reasons", "reason", tally.reasons);
  append_counts(json, "rules", "rule", tally.rules);
  json.key("languages").begin_list();
  for (const auto& [language, documents] : tally.languages) {
    json.begin_object().member("lang", language).member("documents", documents).end_object();
  }
  json.end_list().end_line();
  return out;
}

}  // namespace dechaff::cli
