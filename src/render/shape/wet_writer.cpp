#include "formats/conversion.h"
#include "render/shape/fields.h"
#include "render/shape/writers.h"

namespace dechaff::render::shape {
namespace {

/// As a WARC-Date has it: 2021-05-12T08:00:00Z.
bool is_warc_date(std::string_view date) {
  constexpr std::string_view form = "dddd-dd-ddTdd:dd:dd";
  if (date.size() <= form.size() || date.back() != 'Z') return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = date[i] >= '0' && date[i] <= '9';
    if (form[i] == 'd' ? !digit : date[i] != form[i]) return false;
  }
  return true;
}

/// Without what a header may not hold: white space, control characters, other characters than
/// ASCII.
std::string as_uri(std::string_view id) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : id) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out;
}

/// WARC conversion records, as Common Crawl's WET files have them.
class WetWriter final : public ShapeWriter {
 public:
  bool converts(const formats::Batch& batch, const formats::Record&) const override {
    return batch.frame() != formats::Frame::warc;
  }

 protected:
  void convert(const Rendering& what, std::string& out) const override {
    const Fields fields(what);
    formats::Conversion record;
    const std::string_view url = fields.usual("url");
    const std::string uri = as_uri(url.empty() ? fields.usual("id") : url);
    record.uri = uri;
    const std::string_view date = fields.usual("date");
    if (is_warc_date(date)) record.date = date;
    const std::string text = cleaned(what.document);
    record.seed = record.uri;
    formats::append_conversion(out, record, text);
  }
};

}  // namespace

std::unique_ptr<Writer> make_wet_writer() { return std::make_unique<WetWriter>(); }

}  // namespace dechaff::render::shape
