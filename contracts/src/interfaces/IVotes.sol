// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TaskId} from "../types/Task.sol";
import {IDraw} from "./IDraw.sol";

/// @title What is said of a task's contributors.
interface IVotes is IDraw {
    /// @notice The worker was wrong (`resultHash` differs from the agreed one) or silent (`resultHash` is zero).
    event ContributionRejected(TaskId indexed task, address indexed worker, bytes32 resultHash, uint256 penalty);
    /// @notice The task failed through no proven fault of the worker, who has its stake back.
    event ContributionReleased(TaskId indexed task, address indexed worker);
    error NotContributed(TaskId task, address worker);
    /// @notice The openings must name every contributor once, in ascending order.
    error IncompleteOpenings(uint256 given, uint256 contributors);
    error UnsortedOpenings(address previous, address next);
}
