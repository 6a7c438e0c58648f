// The error page of EndpointOptions::debug_errors: what went wrong, and where.
#pragma once

#include "plume/http.h"
#include "plume/parameter_filter.h"
#include "plume/router.h"
#include "view/failure.h"

namespace plume::http {

/// For browsers a page that needs nothing else, for other clients the same as JSON or text. `filter`: of the parameters
/// and the session.
Response debug_page(const view::Failure& failure, const Request& request, const Router& router,
                    const ParameterFilter& filter);

}  // namespace plume::http
