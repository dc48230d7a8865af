#pragma once

#include <memory>

#include "cli/options.h"
#include "core/filter.h"
#include "learn/site_pack.h"
#include "model/line_model.h"
#include "rules/pack_library.h"

namespace dechaff::cli {

/// The rules of the program and of --rules, without those the options leave out. Throws Error for
/// a broken pack, an unknown id or kind.
std::vector<rules::Rule> load_rules(const Options& options);

/// Owns what the filters of a run share.
class LoadedResources {
 public:
  explicit LoadedResources(const Options& options);
  ~LoadedResources();
  const Resources& view() const { return view_; }

 private:
  std::unique_ptr<rules::PackLibrary> packs_;
  std::unique_ptr<model::LineModel> model_;
  learn::SitePacks sites_;
  Resources view_;
};

}  // namespace dechaff::cli
