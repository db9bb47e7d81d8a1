// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {Account} from "../types/Account.sol";
import {Category} from "../types/Category.sol";
import {BlockChallenge} from "../types/BlockChallenge.sol";
import {DealId, DealDraw} from "../types/Deal.sol";
import {Epoch} from "../types/Epoch.sol";
import {Leaving, Roster, Seat} from "../types/Seat.sol";
import {Contribution, Task, TaskId} from "../types/Task.sol";

/// @title Everything that the hub remembers, in one place.
/// @dev EctHub, EctHubExtension and EctHubRemedies, the parts of its code, share this storage: all inherit it first, and nothing else
/// that any of them inherits has storage of its own.
abstract contract HubState is EIP712, ReentrancyGuardTransient, ILedger {
    uint256 internal constant BPS = 10_000;

    struct OrderState {
        uint32 consumed;
        bool preSigned;
    }

    uint256 public burned;
    mapping(address owner => Account) internal _accounts;

    mapping(address signer => mapping(bytes32 orderHash => OrderState)) internal _orders;
    Category[] internal _categories;
    mapping(DealId id => DealDraw) internal _deals;
    /// @dev One bit for each task that is on the direct path, settled by an epoch, or over.
    mapping(DealId id => mapping(uint256 word => uint256)) internal _taken;

    mapping(TaskId id => Task) internal _tasks;
    mapping(TaskId id => mapping(address worker => Contribution)) internal _contributions;

    uint32 internal _rosterCount;
    mapping(uint256 pool => Roster) internal _rosters;
    mapping(address worker => Seat) internal _seats;
    mapping(address worker => Leaving) internal _leaving;

    mapping(address scheduler => mapping(uint256 number => Epoch)) internal _epochs;
    /// @dev Offences punished, receipts honoured, results failed: each once.
    mapping(bytes32 taskWorkerAndMatter => bool) internal _judged;
    /// @dev Odds of the dissent that was punished, of a task; votes of it, of a task's result.
    mapping(TaskId id => uint256) internal _oddsPunished;
    mapping(bytes32 taskAndResult => uint256) internal _votesPunished;

    /// @dev Receipts that were honoured for a task.
    mapping(TaskId id => uint256) internal _honoured;
    mapping(bytes32 taskAndBlock => BlockChallenge) internal _challenges;

    constructor() EIP712("ECT", "1") {}
}
