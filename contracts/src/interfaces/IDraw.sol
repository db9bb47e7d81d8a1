// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Deal, DealId, DealDraw} from "../types/Deal.sol";
import {TaskId} from "../types/Task.sol";
import {ITasks} from "./ITasks.sol";

/// @title Sortition of a pool's seated workers.
interface IDraw is ITasks {
    /// @notice `seed` decides which workers may contribute to the deal's tasks.
    event Drawn(DealId indexed id, uint152 seed);
    /// @notice The hash of the deciding block is gone; `number` decides instead.
    event DrawPostponed(DealId indexed id, uint256 number);

    /// @notice The deal is drawn by the hash of a block that is not there yet.
    error DrawNotReady(DealId id, uint256 number);
    /// @notice Nobody fixed the draw within 256 blocks: call `draw`, which sets another block.
    error DrawMissed(DealId id);
    /// @notice The worker had no seat in the pool's roster before the deal started.
    error NotSeated(uint256 pool, address worker);
    /// @notice The task did not draw this worker.
    error NotDrawn(TaskId id, address worker);

    /// @notice These are not the workers that the settlement was signed for.
    error WrongCrew(bytes32 expected, bytes32 actual);

    /// @notice Fixes the deal's draw, by anybody; sets another deciding block if the first one's hash is gone. Needed only if a
    /// task of the deal is settled more than 256 blocks after the match.
    function draw(DealId deal) external;
    /// @notice Whether the task draws the worker as of now: it has a seat taken before the deal started, and the pool is private, or
    /// has no more seats than a task draws, or the lot has fallen on it.
    function isDrawn(Deal calldata deal, uint32 index, address worker) external view returns (bool);
    /// @notice What the chain keeps of a deal; a zero draw block: there is no such deal.
    function drawOf(DealId deal) external view returns (DealDraw memory);
}
