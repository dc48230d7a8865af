#pragma once

#include <memory>

#include "render/shape/shape.h"

// The writer of each shape: one file a shape, NAME_writer.cpp.

namespace dechaff::render::shape {

std::unique_ptr<Writer> make_text_writer();
std::unique_ptr<Writer> make_markdown_writer(const ShapeOptions& options);
std::unique_ptr<Writer> make_jsonl_writer(const ShapeOptions& options);
std::unique_ptr<Writer> make_wet_writer();
std::unique_ptr<Writer> make_table_writer(const ShapeOptions& options, char delimiter);

/// Base of a writer that turns records into another shape, or passes them where they have it.
class ShapeWriter : public Writer {
 public:
  void document(const Rendering& what, std::string& out) const final {
    if (converts(what.batch, what.record)) {
      convert(what, out);
    } else {
      formats::append_edited(out, what.batch, what.record, what.edits);
    }
  }
  void other(const formats::Batch& batch, const formats::Record& record,
             std::string& out) const final {
    if (!converts(batch, record)) out += other_bytes(batch, record, out);
  }

 protected:
  virtual void convert(const Rendering& what, std::string& out) const = 0;
};

}  // namespace dechaff::render::shape
