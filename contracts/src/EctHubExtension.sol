// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Claims} from "./hub/Claims.sol";
import {Rosters} from "./hub/Rosters.sol";
import {SettledTasks} from "./hub/SettledTasks.sol";
import {IWorkerPoolRegistry} from "./interfaces/IWorkerPoolRegistry.sol";

/// @title The second half of the hub's code, which EctHub runs on its own storage.
/// @notice Reads top to bottom: hub/Rosters (who is seated), hub/Draw (who is drawn), hub/Epochs and hub/SettledPages (anchor and
/// settle), hub/SettledTasks (punish, deliver, prove), hub/Claims (refunds). Deployed by itself it has nobody's money.
contract EctHubExtension is SettledTasks, Claims {
    constructor(IWorkerPoolRegistry pools) Rosters(pools) {}
}
