#include <simdjson.h>

#include <algorithm>
#include <utility>

#include "render/shape/fields.h"
#include "render/shape/writers.h"

namespace dechaff::render::shape {
namespace {

constexpr std::string_view schema = "dechaff.document/1";

/// One JSON object a document, `dechaff.document/1` (docs/formats.md). Records that are JSON
/// objects keep their fields.
class JsonlWriter final : public ShapeWriter {
 public:
  explicit JsonlWriter(const ShapeOptions& options) : options_(options) {}

  bool converts(const formats::Batch& batch, const formats::Record& record) const override {
    // A record of JSON Lines has its line feed; what has none is made a line.
    return batch.format != formats::Format::jsonl || options_.decisions ||
           !options_.fields.empty() || record.all.empty() ||
           batch.bytes[record.all.end - 1] != '\n';
  }

 protected:
  void convert(const Rendering& what, std::string& out) const override {
    const bool object = what.record.frame == formats::Frame::json && what.record.object_end > 0;
    if (!options_.fields.empty()) {
      append_chosen(what, out);
    } else if (object) {
      append_object(what, out);
    } else {
      append_known(what, out);
    }
    if (options_.decisions) append_decisions(what.document, out);
  }

 private:
  /// The last field of the line that was written.
  static void append_decisions(const Document& document, std::string& out) {
    out.resize(out.rfind('}'));
    text::JsonWriter json(out, !out.ends_with('{'));
    json.key("decisions").begin_list();
    for (const Decision& decision : document.decisions) {
      json.begin_object();
      append_explained(json, document, decision);
      json.end_object();
    }
    json.end_list().end_line();
  }

  /// A JSON object over several lines, or without a line feed, as one line.
  static void append_object(const Rendering& what, std::string& out) {
    const std::size_t begin = out.size();
    formats::append_edited(out, what.batch, what.record,
                           formats::batch_edits(what.document, what.batch, what.record, what.json));
    std::size_t size = out.size() - begin;
    if (out.find('\n', begin) != std::string::npos) {
      std::string one_line(size, '\0');
      if (simdjson::minify(out.data() + begin, size, one_line.data(), size) == simdjson::SUCCESS)
        out.replace(begin, std::string::npos, one_line, 0, size);
    }
    out += '\n';
  }

  void append_known(const Rendering& what, std::string& out) const {
    const Fields fields(what);
    text::JsonWriter json(out);
    json.begin_object().member("schema", schema);
    const bool table = !fields.own.empty();
    for (const OwnField& field : fields.own) {
      json.key(field.name);
      if (field.name == options_.text_field) {
        append_json_text(json, out, what.document);
      } else {
        append_json_string(json, field.value);
      }
    }
    for (const std::string_view name : usual_fields) {
      if (table && (name == "id" || fields.find(name) != nullptr)) continue;
      const std::string_view value = fields.usual(name);
      if (value.empty()) continue;
      json.key(name);
      append_json_string(json, value);
    }
    if (!table) {
      json.key("text");
      append_json_text(json, out, what.document);
    }
    if (!what.document.meta.empty() && fields.find("meta") == nullptr) {
      json.key("meta");
      formats::append_meta(out, what.document);
    }
    json.end_line();
  }

  void append_chosen(const Rendering& what, std::string& out) const {
    const Fields fields(what);
    text::JsonWriter json(out);
    json.begin_object();
    for (const std::string& name : options_.fields) {
      json.key(name);
      if (name == "text" || name == options_.text_field) {
        append_json_text(json, out, what.document);
      } else if (name == "schema") {
        json.value(schema);
      } else {
        append_value(what, fields, name, json, out);
      }
    }
    json.end_line();
  }

  static void append_value(const Rendering& what, const Fields& fields, const std::string& name,
                           text::JsonWriter& json, std::string& out) {
    if (const OwnField* own = fields.find(name)) {
      if (own->json) {
        json.raw(own->value);
      } else {
        append_json_string(json, own->value);
      }
      return;
    }
    std::string_view value = fields.usual(name);
    if (value.empty() && what.record.frame == formats::Frame::warc) value = warc_header(what, name);
    if (!value.empty()) return append_json_string(json, value);
    if (name == "meta" && !what.document.meta.empty()) {
      json.raw("");
      return formats::append_meta(out, what.document);
    }
    for (const auto& [key, said] : what.document.meta) {
      if (key == name) return append_json_string(json, said);
    }
    json.raw("null");
  }

  ShapeOptions options_;
};

}  // namespace

std::unique_ptr<Writer> make_jsonl_writer(const ShapeOptions& options) {
  return std::make_unique<JsonlWriter>(options);
}

}  // namespace dechaff::render::shape
