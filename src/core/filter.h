#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/params.h"
#include "core/sink.h"

namespace dechaff {

namespace rules {
class PackLibrary;
}
namespace model {
class LineModel;
}
namespace learn {
class SitePacks;
}
namespace dedup {
class Ledger;
}

/// What filters share and only read. Pointers may be null: no rules, no model. The one who runs the
/// chain owns them and outlives the filters.
struct Resources {
  const rules::PackLibrary* packs = nullptr;
  const model::LineModel* model = nullptr;
  const learn::SitePacks* sites = nullptr;  // null: a filter reads such a pack itself
  dedup::Ledger* ledger = nullptr;          // null: a filter counts what earlier documents had
  std::vector<std::string> languages;       // that the user fixed; none: each page's own
  bool explaining = false;                  // somebody reads the reasons: say what weighed most
};

/// A stage of a chain. Reads a document, and acts through the sink alone.
class Filter {
 public:
  Filter() = default;
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;
  virtual ~Filter() = default;

  virtual void declare(Params& params) = 0;
  /// Called once, with the settings made.
  virtual void prepare(const Resources&) {}
  virtual void process(Document& document, Sink& sink) = 0;
};

/// A row of the registry.
struct FilterInfo {
  std::string_view name;
  std::string_view summary;
  std::string_view example;  // one or more, a line each
  std::unique_ptr<Filter> (*make)();
  std::span<const Reason> reasons;  // all it may give, beside those of rules (rules/cue_kind.h)
  bool seldom = false;              // most documents have nothing for it
};

/// All filters, in the order in which help and docs list them. In filters/registry.cpp.
const std::vector<FilterInfo>& filters();
const FilterInfo* find_filter(std::string_view name);

}  // namespace dechaff
