#include <algorithm>
#include <vector>

#include "formats/csv.h"
#include "render/shape/fields.h"
#include "render/shape/writers.h"

namespace dechaff::render::shape {
namespace {

/// A table (RFC 4180) with a line of names. Records of a table with the same kind of delimiter
/// pass; those of another keep their columns.
class TableWriter final : public ShapeWriter {
 public:
  TableWriter(const ShapeOptions& options, char delimiter)
      : options_(options), delimiter_(delimiter) {}

  bool converts(const formats::Batch& batch, const formats::Record&) const override {
    if (!options_.fields.empty() || batch.frame() != formats::Frame::csv) return true;
    return (batch.delimiter == '\t') != (delimiter_ == '\t');  // ";" is a kind of CSV
  }
  bool prints_files() const override { return options_.fields.empty(); }
  bool makes_table() const override { return options_.fields.empty(); }

  std::string head(const formats::Batch& first) const override {
    std::string out;
    if (!converts(first, {})) return out;
    for (const std::string& name : names(first)) append_cell(out, name);
    end_row(out);
    return out;
  }

 protected:
  void convert(const Rendering& what, std::string& out) const override {
    const Fields fields(what);
    for (const std::string& name : names(what.batch)) {
      if (name == "text" && !is_own(what.batch)) {
        append_cell(out, cleaned(what.document));
      } else if (name == options_.text_field && (fields.find(name) != nullptr)) {
        append_cell(out, cleaned(what.document));
      } else {
        append_cell(out, value(what, fields, name));
      }
    }
    end_row(out);
  }

 private:
  /// A table whose columns are those of the input.
  bool is_own(const formats::Batch& batch) const {
    return options_.fields.empty() && batch.frame() == formats::Frame::csv &&
           batch.columns != nullptr;
  }

  std::vector<std::string> names(const formats::Batch& batch) const {
    if (!options_.fields.empty()) return options_.fields;
    if (is_own(batch)) return *batch.columns;
    std::vector<std::string> out(std::begin(usual_fields), std::end(usual_fields));
    out.emplace_back("text");
    return out;
  }

  static std::string value(const Rendering& what, const Fields& fields, const std::string& name) {
    if (const std::string_view known = fields.usual(name); !known.empty())
      return std::string(known);
    if (what.record.frame == formats::Frame::warc) {
      if (const std::string_view header = warc_header(what, name); !header.empty())
        return std::string(header);
    }
    std::string out;
    if (name == "meta" && !what.document.meta.empty()) {
      formats::append_meta(out, what.document);
      return out;
    }
    for (const auto& [key, said] : what.document.meta) {
      if (key == name) out += (out.empty() ? "" : "; ") + said;
    }
    return out;
  }

  /// A cell with the delimiter after it, which end_row() takes back.
  void append_cell(std::string& out, std::string_view value) const {
    const bool quoted = value.find_first_of("\"\r\n") != std::string_view::npos ||
                        value.find(delimiter_) != std::string_view::npos;
    if (quoted) {
      out += '"' + formats::doubled_quotes(value) + '"';
    } else {
      out += value;
    }
    out += delimiter_;
  }
  static void end_row(std::string& out) { out.back() = '\n'; }

  ShapeOptions options_;
  char delimiter_;
};

}  // namespace

std::unique_ptr<Writer> make_table_writer(const ShapeOptions& options, char delimiter) {
  return std::make_unique<TableWriter>(options, delimiter);
}

}  // namespace dechaff::render::shape
