#include "render/shape/shape.h"

#include <algorithm>
#include <array>

#include "core/error.h"
#include "formats/recognise.h"
#include "render/shape/writers.h"

namespace dechaff::render::shape {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 2> text_names = {".txt", ".text"};
constexpr std::array<std::string_view, 2> markdown_names = {".md", ".markdown"};
constexpr std::array<std::string_view, 2> jsonl_names = {".jsonl", ".ndjson"};
constexpr std::array<std::string_view, 2> wet_names = {".wet", ".warc"};
constexpr std::array<std::string_view, 1> csv_names = {".csv"};
constexpr std::array<std::string_view, 2> tsv_names = {".tsv", ".tab"};

constexpr std::array<ShapeInfo, 6> table = {{
    {Shape::text, "text", ".txt", Names(text_names)},
    {Shape::markdown, "md", ".md", Names(markdown_names)},
    {Shape::jsonl, "jsonl", ".jsonl", Names(jsonl_names)},
    {Shape::wet, "wet", ".wet", Names(wet_names)},
    {Shape::csv, "csv", ".csv", Names(csv_names)},
    {Shape::tsv, "tsv", ".tsv", Names(tsv_names)},
}};

}  // namespace

std::span<const ShapeInfo> shapes() { return table; }

Shape shape_named(std::string_view name) {
  for (const ShapeInfo& info : table) {
    if (info.name == name) return info.shape;
  }
  return Shape::as_read;
}

Shape shape_of_file(std::string_view path) {
  const std::string extension = formats::extension_of(path);
  for (const ShapeInfo& info : table) {
    const Names names = info.extensions;
    if (std::find(names.begin(), names.end(), extension) != names.end()) return info.shape;
  }
  return Shape::as_read;
}

const ShapeInfo& info_of(Shape shape) {
  return *std::find_if(table.begin(), table.end(),
                       [&](const ShapeInfo& info) { return info.shape == shape; });
}

std::unique_ptr<Writer> make_writer(const ShapeOptions& options) {
  const bool has_fields =
      options.shape == Shape::jsonl || options.shape == Shape::csv || options.shape == Shape::tsv;
  if (!options.fields.empty() && !has_fields)
    throw Error({}, "--fields names what JSON Lines and tables hold", {},
                "add --to jsonl, --to csv or --to tsv");
  if (options.links && options.shape != Shape::markdown)
    throw Error({}, "--links is about Markdown", {}, "add --to md");
  switch (options.shape) {
    case Shape::text:
      return make_text_writer();
    case Shape::markdown:
      return make_markdown_writer(options);
    case Shape::jsonl:
      return make_jsonl_writer(options);
    case Shape::wet:
      return make_wet_writer();
    case Shape::csv:
      return make_table_writer(options, ',');
    case Shape::tsv:
      return make_table_writer(options, '\t');
    case Shape::as_read:
      break;
  }
  return std::make_unique<CleanWriter>();
}

}  // namespace dechaff::render::shape
