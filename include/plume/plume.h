// Everything of Plume's public interface.
#pragma once

#include "plume/built_in.h"
#include "plume/component.h"
#include "plume/connect_info.h"
#include "plume/endpoint.h"
#include "plume/form_data.h"
#include "plume/layout.h"
#include "plume/live_render.h"
#include "plume/live_view.h"
#include "plume/page.h"
#include "plume/path.h"
#include "plume/plugs.h"
#include "plume/pubsub.h"
#include "plume/root_layout.h"
#include "plume/router.h"
#include "plume/select_options.h"
#include "plume/value.h"
