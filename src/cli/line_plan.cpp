#include "cli/line_plan.h"

#include "bytes/packing.h"
#include "core/params.h"

namespace dechaff::cli {

std::string setting(const StageSpec& stage, std::string_view name, std::string_view otherwise) {
  std::string out(otherwise);
  for (const auto& [key, value] : stage.settings) {
    if (key == name) out = value;
  }
  return out;
}

std::optional<LineDedup> lines_alone(const Options& options, const std::vector<StageSpec>& stages,
                                     render::shape::Shape shape) {
  using formats::Format;
  using render::shape::Shape;
  const bool clean = shape == Shape::as_read || shape == Shape::text;
  if (!clean || stages.size() != 1 || stages[0].filter != "dedup") return {};
  if (!options.sample.all()) return {};
  if (options.drop_empty || options.min_document_words > 0 || !options.summary.empty()) return {};
  if (options.explain || options.in_place || !options.removed.empty() || !options.meta.empty())
    return {};
  if (!options.errors.empty() || !options.checkpoint.empty() || options.shard_size > 0 ||
      bytes::packing_of(options.output) != bytes::Packing::none) {
    return {};
  }
  if (options.reading.html) return {};
  if (options.reading.format != Format::lines && options.reading.format != Format::text) return {};
  const StageSpec& stage = stages[0];
  if (setting(stage, "unit", "sentence") != "line" ||
      setting(stage, "scope", "document") != "input" || setting(stage, "min-words", "12") != "1" ||
      setting(stage, "keep", "first") != "first" || setting(stage, "within", "false") != "false" ||
      setting(stage, "report", "false") != "false" || setting(stage, "count", "false") != "false" ||
      setting(stage, "emit", "text") != "text" || !setting(stage, "drop", "").empty()) {
    return {};
  }
  const std::string match = setting(stage, "match", "exact");
  if (match == "near") return {};
  LineDedup how;
  if (match == "folded") {
    how.match = setting(stage, "any-digit", "false") == "true" ? LineMatch::folded_any_digit
                                                               : LineMatch::folded;
  }
  how.store = setting(stage, "store", "");
  const auto size = [&](std::string_view name) {
    std::int64_t bytes = 0;
    Params sizes;
    sizes.size(name, bytes, 0, 0, {});
    set_from_text(sizes.list[0], setting(stage, name, "0"));
    return static_cast<std::size_t>(bytes);
  };
  how.memory = size("memory");
  how.bloom = size("bloom");
  return how;
}

}  // namespace dechaff::cli
