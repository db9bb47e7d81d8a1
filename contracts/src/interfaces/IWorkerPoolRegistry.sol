// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAssetRegistry} from "./IAssetRegistry.sol";

/// @title Registry of worker pools: assets with a scheduler.
interface IWorkerPoolRegistry is IAssetRegistry {
    /// @notice Deals matched from now on take the new scheduler; earlier deals keep theirs.
    event SchedulerChanged(uint256 indexed pool, address indexed scheduler);

    error NotPoolOwner(uint256 pool, address caller);
    error ZeroScheduler();

    /// @notice Appoints the key that authorises workers. The owner itself until another is appointed;
    /// a transfer of the pool ends the appointment.
    function setScheduler(uint256 pool, address scheduler) external;
    /// @notice Owner and scheduler in one call. Reverts for an unknown pool.
    function poolOf(uint256 pool) external view returns (address owner, address scheduler);
}
