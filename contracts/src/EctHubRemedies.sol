// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Availability} from "./hub/Availability.sol";
import {Claims} from "./hub/Claims.sol";
import {Receipts} from "./hub/Receipts.sol";

/// @title The third part of the hub's code, which EctHub runs on its own storage: what anybody can do about what went wrong.
/// @notice Reads top to bottom: hub/SettledTasks (punish, deliver, prove), hub/Receipts (workers left out), hub/Availability
/// (results that cannot be had), hub/Claims (tasks without a result). Deployed by itself it has nobody's money.
contract EctHubRemedies is Receipts, Availability, Claims {}
