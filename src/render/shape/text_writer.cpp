#include "render/shape/fields.h"
#include "render/shape/writers.h"

namespace dechaff::render::shape {
namespace {

/// The texts alone, with a blank line after each; text files pass.
class TextWriter final : public ShapeWriter {
 public:
  bool converts(const formats::Batch& batch, const formats::Record&) const override {
    return batch.frame() != formats::Frame::plain;
  }

 protected:
  void convert(const Rendering& what, std::string& out) const override {
    const std::size_t begin = out.size();
    each_piece(what.document, [&](std::string_view piece) { out += piece; });
    if (out.size() == begin) return;
    if (out.back() != '\n') out += '\n';
    out += '\n';
  }
};

}  // namespace

std::unique_ptr<Writer> make_text_writer() { return std::make_unique<TextWriter>(); }

}  // namespace dechaff::render::shape
