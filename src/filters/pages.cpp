#include <memory>
#include <vector>

#include "core/filter.h"
#include "filters/pages/furniture.h"
#include "filters/reasons.h"

namespace dechaff {
namespace {

namespace reason = reasons::pages;
using pages::Furniture;

/// Drops what printed pages have around their text: running heads and feet, and page numbers.
class Pages final : public Filter {
 public:
  void declare(Params& params) override {
    params.flag("numbers", numbers_, "drop page numbers");
    params.flag("running", running_, "drop running heads and feet");
  }

  void process(Document& document, Sink& sink) override {
    LineTable& lines = document.lines;
    lines.measure();
    if (!pages::find_furniture(lines, furniture_)) return;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (furniture_[i] == Furniture::number && numbers_) sink.drop(i, reason::number);
      if (furniture_[i] == Furniture::running && running_) sink.drop(i, reason::running);
    }
  }

 private:
  bool numbers_ = true, running_ = true;
  std::vector<Furniture> furniture_;
};

}  // namespace

std::unique_ptr<Filter> make_pages() { return std::make_unique<Pages>(); }

}  // namespace dechaff
