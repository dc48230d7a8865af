#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "formats/edits.h"
#include "text/json_writer.h"

namespace dechaff::render {

/// A document with the record it came from.
struct Rendering {
  const Document& document;
  const formats::Batch& batch;
  const formats::Record& record;
  const formats::EscapedText* json;  // null when the text stands in the batch as it is
  const std::vector<Edit>& edits;    // in bytes of the batch
};

/// What the program prints of a document: one file a writer. Stateless and shared by workers.
class Writer {
 public:
  virtual ~Writer() = default;
  virtual void document(const Rendering& what, std::string& out) const = 0;
  /// Bytes that are no document: WET headers, broken JSON lines.
  virtual void other(const formats::Batch&, const formats::Record&, std::string&) const {}
  /// Whether it makes other bytes of such a record than its own with the edits put in. Then the
  /// edits that it is given are empty.
  virtual bool converts(const formats::Batch&, const formats::Record&) const { return false; }
  /// What the output begins with, by the first batch: a table's line of names, where that is not
  /// among the records.
  virtual std::string head(const formats::Batch&) const { return {}; }
  /// Its output is one table: all inputs are tables, or none is.
  virtual bool makes_table() const { return false; }
  /// It tells of documents that are left out, too.
  virtual bool explains() const { return false; }
  /// What it prints are the files again, one behind the other.
  virtual bool prints_files() const { return false; }
};

/// The text without what was dropped.
class CleanWriter final : public Writer {
 public:
  void document(const Rendering& what, std::string& out) const override;
  void other(const formats::Batch& batch, const formats::Record& record,
             std::string& out) const override;
  bool prints_files() const override { return true; }
};

/// One JSON record a decision: docs/schemas/explain.md.
class ExplainWriter final : public Writer {
 public:
  bool explains() const override { return true; }
  void document(const Rendering& what, std::string& out) const override;
};

/// The bytes of a record that is no document, or what stands in their place (Record::instead)
/// behind `before`.
std::string_view other_bytes(const formats::Batch& batch, const formats::Record& record,
                             std::string_view before);

/// The members of a decision as --explain has them: where it is, what was done, and why.
void append_explained(text::JsonWriter& json, const Document& document, const Decision& decision);

/// The members of a decision that explain and the removal log share.
void append_decision(text::JsonWriter& json, const Decision& decision);

}  // namespace dechaff::render
