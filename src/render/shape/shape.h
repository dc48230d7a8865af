#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "render/writer.h"

namespace dechaff::render::shape {

/// What comes out of a run; as_read: what went in.
enum class Shape : std::uint8_t { as_read, text, markdown, jsonl, wet, csv, tsv };

struct ShapeInfo {
  Shape shape;
  std::string_view name;                         // of --to
  std::string_view extension;                    // that its files get
  std::span<const std::string_view> extensions;  // that name it in -o
};

/// All shapes but as_read, in the order in which help lists them.
std::span<const ShapeInfo> shapes();
/// The shape of this name, or as_read.
Shape shape_named(std::string_view name);
/// By the name of an output file, packed or not; as_read when it says nothing.
Shape shape_of_file(std::string_view path);
/// The row of a shape that is not as_read.
const ShapeInfo& info_of(Shape shape);

struct ShapeOptions {
  Shape shape = Shape::as_read;
  std::vector<std::string> fields;  // of JSON Lines and tables; none: the usual ones
  std::string text_field = "text";  // of the input
  bool links = false;               // of pages, in Markdown
  bool decisions = false;           // of JSON Lines: a field with what was decided
};

/// Writes documents in another shape. Records that have the shape already pass with their edits, as
/// from CleanWriter. Throws Error for options that do not go together.
std::unique_ptr<Writer> make_writer(const ShapeOptions& options);

}  // namespace dechaff::render::shape
