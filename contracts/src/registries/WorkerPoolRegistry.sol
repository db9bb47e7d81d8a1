// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IWorkerPoolRegistry} from "../interfaces/IWorkerPoolRegistry.sol";
import {AssetRegistry} from "./AssetRegistry.sol";

/// @title Worker pools and their schedulers.
contract WorkerPoolRegistry is AssetRegistry, IWorkerPoolRegistry {
    mapping(uint256 pool => address) private _appointed; // zero: the owner schedules

    constructor() ERC721("ECT Worker Pools", "ECTW") {}

    /// @inheritdoc IWorkerPoolRegistry
    function setScheduler(uint256 pool, address scheduler) external {
        if (_ownerOf(pool) != msg.sender) revert NotPoolOwner(pool, msg.sender);
        if (scheduler == address(0)) revert ZeroScheduler();

        _appointed[pool] = scheduler;

        emit SchedulerChanged(pool, scheduler);
    }

    /// @inheritdoc IWorkerPoolRegistry
    function poolOf(uint256 pool) external view returns (address owner, address scheduler) {
        owner = _ownerOf(pool);
        if (owner == address(0)) revert UnknownAsset(pool);
        scheduler = _appointed[pool];
        if (scheduler == address(0)) scheduler = owner;
    }

    /// @dev A sold pool is scheduled by its new owner, whose stake is at risk, until they appoint somebody.
    function _update(address to, uint256 pool, address auth) internal override returns (address from) {
        from = super._update(to, pool, auth);
        if (from != to && _appointed[pool] != address(0)) {
            delete _appointed[pool];
            emit SchedulerChanged(pool, to);
        }
    }
}
